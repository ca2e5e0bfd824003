import { useQuery } from '@tanstack/react-query';
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  Outlet,
} from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Session } from '../src/http/contract.ts';
import { sessionQuery } from './api/session.ts';
import { AppShell } from './components/AppShell.tsx';
import { CrashScreen } from './components/CrashScreen.tsx';
import { FailurePanel } from './components/FailurePanel.tsx';
import { memberFiltersOf } from './components/MemberSearch.tsx';
import { PageSkeleton } from './components/PageSkeleton.tsx';
import { MemberPage } from './pages/MemberPage.tsx';
import { MessagePage } from './pages/MessagePage.tsx';
import { SignInLinkPage } from './pages/SignInLinkPage.tsx';
import { SignInPage } from './pages/SignInPage.tsx';
import { useTexts } from './text/TextProvider.tsx';

const root = createRootRoute({
  component: () => (
    <AppShell>
      <Outlet />
    </AppShell>
  ),
  notFoundComponent: NothingHere,
});

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: () => (
    <SignedIn>
      {({ role, memberId }) =>
        role === 'operator' || memberId === null ? (
          <Navigate to="/operator" replace />
        ) : (
          <MemberPage key={memberId} memberId={memberId} isOperator={false} />
        )
      }
    </SignedIn>
  ),
});

const signIn = createRoute({ getParentRoute: () => root, path: '/sign-in', component: SignInLinkPage });

const OperatorPage = lazyRouteComponent(() => import('./pages/OperatorPage.tsx'), 'OperatorPage');
const MemberViewPage = lazyRouteComponent(() => import('./pages/MemberViewPage.tsx'), 'MemberViewPage');

const operator = createRoute({
  getParentRoute: () => root,
  path: '/operator',
  validateSearch: memberFiltersOf,
  component: () => (
    <OperatorsOnly>
      <OperatorPage />
    </OperatorsOnly>
  ),
});

const memberView = createRoute({
  getParentRoute: () => root,
  path: '/members/$memberId',
  component: () => (
    <OperatorsOnly>
      <MemberViewPage />
    </OperatorsOnly>
  ),
});

function NothingHere() {
  const { texts } = useTexts();
  return <MessagePage title={texts.notFound.title} body={texts.notFound.body} />;
}

function OperatorsOnly({ children }: { children: ReactNode }) {
  const { texts } = useTexts();
  return (
    <SignedIn>
      {({ role }) =>
        role === 'operator' ? (
          children
        ) : (
          <MessagePage title={texts.operator.onlyOperators} body={texts.operator.onlyOperatorsNote} />
        )
      }
    </SignedIn>
  );
}

function SignedIn({ children }: { children: (session: Session) => ReactNode }) {
  const session = useQuery(sessionQuery);
  if (session.isPending) return <PageSkeleton />;
  if (session.isError && !session.data)
    return <FailurePanel error={session.error} onRetry={session.refetch} />;
  return session.data ? children(session.data) : <SignInPage />;
}

export const router = createRouter({
  routeTree: root.addChildren([home, signIn, operator, memberView]),
  defaultErrorComponent: CrashScreen,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
