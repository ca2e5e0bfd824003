import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from './api/query-client.ts';
import { router } from './router.tsx';
import { TextProvider } from './text/TextProvider.tsx';
import './app.css';

const place = document.getElementById('root');
if (place) {
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={createQueryClient()}>
        <Suspense>
          <TextProvider>
            <RouterProvider router={router} />
          </TextProvider>
        </Suspense>
      </QueryClientProvider>
    </StrictMode>,
  );
}
