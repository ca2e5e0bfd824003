import { escapeHtml } from '../kernel/escape-html.ts';

/**
 * IPTC's word for media that a program drew by rule, without any trained model:
 * https://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia
 */
export const DIGITAL_SOURCE_TYPE = 'http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia';

/** XMP Part 3: the `uuid` box that holds XMP in an ISO base media file. */
const XMP_UUID = Uint8Array.from(Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex'));
const HEADER_BYTES = 8;

/** XMP that says how the film was made, as one MP4 box that may stand at the end of the file. */
export function madeByMark(film: { title: string; locale: string }): Uint8Array {
  const packet = [
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">',
    `<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escapeHtml(film.title)}</rdf:li></rdf:Alt></dc:title>`,
    `<dc:language><rdf:Bag><rdf:li>${escapeHtml(film.locale)}</rdf:li></rdf:Bag></dc:language>`,
    '<dc:creator><rdf:Seq><rdf:li>SpendSense studio</rdf:li></rdf:Seq></dc:creator>',
    `<Iptc4xmpExt:DigitalSourceType>${DIGITAL_SOURCE_TYPE}</Iptc4xmpExt:DigitalSourceType>`,
    '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>',
  ].join('\n');
  const text = Buffer.from(packet, 'utf8');
  const box = Buffer.alloc(HEADER_BYTES + XMP_UUID.length + text.length);
  box.writeUInt32BE(box.length, 0);
  box.write('uuid', 4, 'latin1');
  box.set(XMP_UUID, HEADER_BYTES);
  box.set(text, HEADER_BYTES + XMP_UUID.length);
  return box;
}
