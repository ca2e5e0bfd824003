import { nalSequenceParameters, splitNalUnits } from './avc-config.ts';
import { readAvcSequence } from './avc-sps.ts';

/** What a look at a sample's NAL units found, before any decoder sees it. */
export type SampleCheck = 'sound' | 'damaged' | 'changes_size';

/**
 * Whether a sample can be what an H.264 encoder wrote (ITU-T H.264, 7.3.1 and 7.4.1): lengths that add up, the
 * forbidden bit clear, and no 00 00 00, 00 00 01 or 00 00 02 inside a unit, which is how zeroed holes show.
 * Decoders paint over such damage without a word. Also tells where a unit would change the size of the pictures.
 */
export function checkAvcSample(
  sample: Uint8Array,
  stream: { lengthBytes: number; widthPixels: number; heightPixels: number },
): SampleCheck {
  const units = splitNalUnits(sample, stream.lengthBytes);
  if (!units || units.length === 0) return 'damaged';
  for (const unit of units) {
    const header = unit[0] ?? 0;
    if ((header & 0x80) !== 0 || hasBareStartCode(unit)) return 'damaged';
    if ((header & 31) !== nalSequenceParameters) continue;
    const sequence = readAvcSequence(unit);
    if (!sequence) return 'damaged';
    const isSame =
      sequence.widthPixels === stream.widthPixels && sequence.heightPixels === stream.heightPixels;
    if (!isSame) return 'changes_size';
  }
  return 'sound';
}

const twoZeros = new Uint8Array(2);

function hasBareStartCode(unit: Uint8Array): boolean {
  const bytes = Buffer.from(unit.buffer, unit.byteOffset, unit.byteLength);
  let end = bytes.length;
  // Some writers pad a unit with zeros at its end; decoders drop them.
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  for (let at = bytes.indexOf(twoZeros); at >= 0 && at + 2 < end; at = bytes.indexOf(twoZeros, at + 1)) {
    if ((bytes[at + 2] ?? 3) < 3) return true;
  }
  return false;
}
