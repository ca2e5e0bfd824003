/**
 * IPTC's words for where media comes from, as they stand in XMP and in C2PA manifests:
 * https://cv.iptc.org/newscodes/digitalsourcetype/
 */
export const DIGITAL_SOURCE_TYPES = 'http://cv.iptc.org/newscodes/digitalsourcetype/';
/** Made by a trained model alone. */
export const TRAINED_ALGORITHMIC_MEDIA = `${DIGITAL_SOURCE_TYPES}trainedAlgorithmicMedia`;

const aiTerms = ['trainedAlgorithmicMedia', 'compositeWithTrainedAlgorithmicMedia'];
const otherTerms = [
  'algorithmicMedia',
  'algorithmicallyEnhanced',
  'compositeCapture',
  'compositeSynthetic',
  'composite',
  'dataDrivenMedia',
  'digitalArt',
  'digitalCapture',
  'digitalCreation',
  'humanEdits',
  'screenCapture',
  'virtualRecording',
];

/** Whether a source type says that a trained model made it, in whole or in part. */
export function isAiSourceType(sourceType: string): boolean {
  return aiTerms.some((term) => sourceType === DIGITAL_SOURCE_TYPES + term);
}

/**
 * The source type that stands in a C2PA manifest; one of a trained model where there are several. Its text
 * is plain UTF-8 inside CBOR, so the known terms are looked for: what follows a text may be a letter too.
 */
export function sourceTypeInManifest(manifest: Uint8Array): string | null {
  const bytes = Buffer.from(manifest.buffer, manifest.byteOffset, manifest.length);
  const found = [...aiTerms, ...otherTerms].find((term) => bytes.includes(DIGITAL_SOURCE_TYPES + term));
  return found === undefined ? null : DIGITAL_SOURCE_TYPES + found;
}
