import { AlertDialog } from 'radix-ui';
import { useId, useState } from 'react';
import type { ConsentChange } from '../api/member.ts';
import { useChangeConsent } from '../api/member.ts';
import { useTexts } from '../text/TextProvider.tsx';
import { Button } from './Button.tsx';
import { failureText } from './FailurePanel.tsx';

export type ConsentDialogProps = {
  readonly memberId: string;
  readonly action: ConsentChange['action'];
  /** The member's name where an operator acts on their behalf; then a reason is asked for. */
  readonly onBehalfOf: string | null;
  readonly onClose: () => void;
};

/** Every change of consent that is not the member's first yes passes through this confirmation. */
export function ConsentDialog({ memberId, action, onBehalfOf, onClose }: ConsentDialogProps) {
  const { texts } = useTexts();
  const change = useChangeConsent(memberId);
  const [reason, setReason] = useState('');
  const [opener] = useState(() => document.activeElement);
  const words = useDialogWords(action, onBehalfOf);
  const isReasonMissing = onBehalfOf !== null && reason.trim() === '';
  const confirm = () => {
    if (change.isPending) return;
    const request = onBehalfOf === null ? { action } : { action, reason: reason.trim() };
    change.mutate(request, { onSuccess: onClose });
  };
  return (
    <AlertDialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
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
          {onBehalfOf !== null && <ReasonField value={reason} onChange={setReason} />}
          {change.isError && (
            <p role="alert" className="rounded-control bg-bad-wash px-4 py-3 text-bad">
              {failureText(change.error, texts)}
            </p>
          )}
          <div className="mt-2 flex flex-wrap justify-end gap-3">
            <AlertDialog.Cancel asChild>
              <Button look="quiet">{words.cancel}</Button>
            </AlertDialog.Cancel>
            <Button
              look={action === 'revoke' ? 'danger' : 'primary'}
              disabledReason={isReasonMissing ? texts.behalf.reasonMissing : null}
              onClick={confirm}
            >
              {change.isPending ? texts.consent.working : words.confirm}
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

function useDialogWords(action: ConsentChange['action'], onBehalfOf: string | null) {
  const { behalf, consent } = useTexts().texts;
  if (onBehalfOf === null) {
    return {
      title: consent.confirmTitle,
      body: consent.confirmBody,
      confirm: consent.confirm,
      cancel: consent.keep,
    };
  }
  return action === 'grant'
    ? {
        title: behalf.grantTitle(onBehalfOf),
        body: behalf.grantBody,
        confirm: behalf.confirmGrant,
        cancel: behalf.cancel,
      }
    : {
        title: behalf.revokeTitle(onBehalfOf),
        body: behalf.revokeBody,
        confirm: behalf.confirmRevoke,
        cancel: behalf.cancel,
      };
}
