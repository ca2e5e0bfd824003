import { useEraseMember } from '../api/member-data.ts';
import { useTexts } from '../text/TextProvider.tsx';
import { ConfirmDialog } from './ConfirmDialog.tsx';

export type EraseDialogProps = {
  readonly memberId: string;
  readonly onBehalfOf: string | null;
  readonly onClose: () => void;
};

/** Asks once more before a member is forgotten for good. */
export function EraseDialog({ memberId, onBehalfOf, onClose }: EraseDialogProps) {
  const { texts } = useTexts();
  const erase = useEraseMember(memberId, { isOwn: onBehalfOf === null });
  const { yourData } = texts;
  return (
    <ConfirmDialog
      words={{
        title: onBehalfOf === null ? yourData.eraseTitle : yourData.eraseTitleOf(onBehalfOf),
        body: onBehalfOf === null ? yourData.eraseBody : yourData.eraseBodyOnBehalf,
        confirm: yourData.confirmErase,
        cancel: yourData.keep,
      }}
      look="danger"
      asksReason={onBehalfOf !== null}
      isPending={erase.isPending}
      error={erase.error}
      onClose={onClose}
      onConfirm={(reason) => erase.mutate(reason)}
    />
  );
}
