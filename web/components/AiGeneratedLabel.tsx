import { Sparkles } from 'lucide-react';
import { useTexts } from '../text/TextProvider.tsx';

/** The player hides what lies over a film while nobody moves; this stays. */
const staysInSight = { noautohide: '' };

/** Says of a model's film what it is, from its poster to its end, in full screen too. */
export function AiGeneratedLabel() {
  const { texts } = useTexts();
  return (
    <p
      {...staysInSight}
      className="pointer-events-none! absolute top-2 left-2 z-10 flex items-center gap-1.5 rounded-full bg-[#0d1222e0] px-2.5 py-1 text-xs font-semibold text-white"
    >
      <Sparkles aria-hidden="true" className="size-3.5" />
      {texts.film.aiGenerated}
    </p>
  );
}
