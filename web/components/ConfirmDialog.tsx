import { AlertDialog } from 'radix-ui';
import { useId, useState } from 'react';
import { useTexts } from '../text/TextProvider.tsx';
import { Button } from './Button.tsx';
import { failureText } from './FailurePanel.tsx';

type ConfirmDialogProps = {
  readonly words: { title: string; body: string; confirm: string; cancel: string };
  readonly look: 'primary' | 'danger';
  /** Operators act on a member's behalf and say why. */
  readonly asksReason: boolean;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly onConfirm: (reason: string) => void;
  readonly onClose: () => void;
};

/** The one confirmation: what can't be lightly undone passes through it. */
export function ConfirmDialog({ words, look, asksReason, ...props }: ConfirmDialogProps) {
  const { texts } = useTexts();
  const [reason, setReason] = useState('');
  const [opener] = useState(() => document.activeElement);
  const isReasonMissing = asksReason && reason.trim() === '';
  return (
    <AlertDialog.Root open onOpenChange={(isOpen) => !isOpen && props.onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-30 bg-[#0d1222a6] backdrop-blur-[2px]" />
        <AlertDialog.Content
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
          }}
          className="arrive fixed inset-x-4 bottom-4 z-40 mx-auto flex max-h-[90dvh] max-w-lg flex-col gap-4 overflow-y-auto rounded-card bg-surface p-6 shadow-lifted sm:inset-y-0 sm:my-auto sm:h-fit sm:p-8"
        >
          <AlertDialog.Title className="text-2xl font-bold">{words.title}</AlertDialog.Title>
          <AlertDialog.Description className="text-soft">{words.body}</AlertDialog.Description>
          {asksReason && <ReasonField value={reason} onChange={setReason} />}
          {props.error !== null && (
            <p role="alert" className="rounded-control bg-bad-wash px-4 py-3 text-bad">
              {failureText(props.error, texts)}
            </p>
          )}
          <div className="mt-2 flex flex-wrap justify-end gap-3">
            <AlertDialog.Cancel asChild>
              <Button look="quiet">{words.cancel}</Button>
            </AlertDialog.Cancel>
            <Button
              look={look}
              disabledReason={isReasonMissing ? texts.behalf.reasonMissing : null}
              onClick={() => !props.isPending && props.onConfirm(reason.trim())}
            >
              {props.isPending ? texts.consent.working : words.confirm}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

function ReasonField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { texts } = useTexts();
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-semibold">
        {texts.behalf.reason}
      </label>
      <textarea
        id={id}
        required
        rows={3}
        maxLength={500}
        value={value}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => onChange(target.value)}
        className="rounded-control border border-edge bg-ground px-4 py-2.5"
      />
      <p id={`${id}-hint`} className="text-sm text-soft">
        {texts.behalf.reasonHint}
      </p>
    </div>
  );
}
