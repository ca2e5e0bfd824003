import { changeConsent } from './change-consent.ts';
import { importBankFile, type OpenBankFile } from './import-bank-file.ts';
import type { MemberDirectory } from './member-directory-port.ts';
import type { MemberErasure } from './member-erasure-port.ts';
import type { RefreshDependencies } from './refresh-member.ts';

export type SampleFile = {
  readonly memberId: string;
  readonly displayName: string;
  readonly story: string;
  readonly file: OpenBankFile;
};

/**
 * Puts the product's own sample members in, so that a first look has something to see. Their consent is
 * given by the product and the record says so; a sample whose consent somebody revoked stays revoked, and one that
 * was erased stays away.
 */
export async function seedSamples(
  dependencies: RefreshDependencies & {
    readonly directory: MemberDirectory;
    readonly erasure: MemberErasure;
  },
  samples: readonly SampleFile[],
): Promise<void> {
  const { directory, consents, erasure } = dependencies;
  for (const { memberId, displayName, story, file } of samples) {
    if (await erasure.wasErased(memberId)) continue;
    await importBankFile(dependencies, file);
    await directory.describeSample({ memberId, displayName, story });
    const { status } = await consents.status(memberId);
    if (status !== 'none') continue;
    await changeConsent(dependencies, {
      memberId,
      action: 'grant',
      actor: { role: 'system', name: 'spendsense' },
      reason: 'a sample member that the product made up; nobody real stands behind it',
    });
  }
}
