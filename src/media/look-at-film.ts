import type { Input } from 'mediabunny';
import type { DeliveredFilm } from './film-order.ts';
import { ReworkFailed } from './rework-failed.ts';

const packetsLookedAt = 500;

/** What a film is, in any container that mediabunny reads. Rejects where there is no video track. */
export async function lookAtFilm(
  input: Input,
): Promise<{ readonly look: DeliveredFilm; readonly isHdr: boolean }> {
  const track = await input.getPrimaryVideoTrack();
  if (!track) throw new ReworkFailed('there is no video track');
  const [format, codec, widthPx, heightPx, durationSeconds, stats, sound, isHdr] = await Promise.all([
    input.getFormat(),
    track.getCodec(),
    track.getDisplayWidth(),
    track.getDisplayHeight(),
    track.computeDuration(),
    track.computePacketStats(packetsLookedAt),
    input.getPrimaryAudioTrack(),
    track.hasHighDynamicRange(),
  ]);
  const rate = stats.averagePacketRate;
  const look: DeliveredFilm = {
    container: format.name,
    codec,
    widthPx,
    heightPx,
    durationMs: Math.round(durationSeconds * 1000),
    frameRate: Number.isFinite(rate) && rate > 0 ? Number(rate.toFixed(3)) : null,
    hasSound: sound !== null,
  };
  return { look, isHdr };
}
