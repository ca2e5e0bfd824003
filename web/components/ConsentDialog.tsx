import type { ConsentChange } from '../api/member.ts';
import { useChangeConsent } from '../api/member.ts';
import { useTexts } from '../text/TextProvider.tsx';
import { ConfirmDialog } from './ConfirmDialog.tsx';

export type ConsentDialogProps = {
  readonly memberId: string;
  readonly action: ConsentChange['action'];
  /** The member's name where an operator acts on their behalf; then a reason is asked for. */
  readonly onBehalfOf: string | null;
  readonly onClose: () => void;
};

/** Every change of consent that is not the member's first yes passes through this confirmation. */
export function ConsentDialog({ memberId, action, onBehalfOf, onClose }: ConsentDialogProps) {
  const change = useChangeConsent(memberId);
  const words = useDialogWords(action, onBehalfOf);
  return (
    <ConfirmDialog
      words={words}
      look={action === 'revoke' ? 'danger' : 'primary'}
      asksReason={onBehalfOf !== null}
      isPending={change.isPending}
      error={change.error}
      onClose={onClose}
      onConfirm={(reason) =>
        change.mutate(onBehalfOf === null ? { action } : { action, reason }, { onSuccess: onClose })
      }
    />
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
