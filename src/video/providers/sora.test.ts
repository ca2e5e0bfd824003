import { filmProviderContract } from '../../../test/contracts/film-provider.contract.ts';
import { openSoraRig } from '../../../test/factories/sora-rig.ts';

for (const idempotency of ['K', 'L', 'N'] as const) {
  filmProviderContract(`sora, class ${idempotency}, with videos-api`, () => openSoraRig(idempotency));
}
