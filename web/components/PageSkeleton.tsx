import { useTexts } from '../text/TextProvider.tsx';

/** Stands in while a page's data is on its way, in the page's own proportions. */
export function PageSkeleton() {
  const { texts } = useTexts();
  return (
    <div role="status" className="grid gap-8 pt-6 lg:grid-cols-12 lg:gap-12">
      <span className="sr-only">{texts.shell.loading}</span>
      <div className="space-y-4 lg:col-span-5">
        <Bar className="h-5 w-32" />
        <Bar className="h-11 w-full" />
        <Bar className="h-11 w-3/4" />
        <Bar className="h-5 w-full" />
      </div>
      <div className="rounded-card border border-line bg-surface lg:col-span-7">
        <div className="aspect-video rounded-t-[inherit] bg-sunken" />
        <div className="space-y-3 p-6">
          <Bar className="h-7 w-2/3" />
          <Bar className="h-5 w-full" />
        </div>
      </div>
    </div>
  );
}

function Bar({ className }: { className: string }) {
  return <div className={`rounded-lg bg-line ${className}`} />;
}
