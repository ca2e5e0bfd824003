import { escapeHtml } from '../kernel/escape-html.ts';

const namespace = 'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"';
const packetStart = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>';
const rdfStart =
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">';
const rdfEnd = '</rdf:RDF>';

/** The ways in which RDF may write a property with a plain value; the value is the second group. */
const waysToWrite = [
  /(<[\w-]+:DigitalSourceType>)([^<]*)(<)/,
  /(<[\w-]+:DigitalSourceType\s+rdf:resource=")([^"]*)(")/,
  /(\s[\w-]+:DigitalSourceType=")([^"]*)(")/,
];

/** A whole XMP packet from RDF properties and their namespaces: https://www.iso.org/standard/75163.html */
export function xmpPacket(namespaces: readonly string[], properties: readonly string[]): string {
  return [
    packetStart,
    rdfStart,
    `<rdf:Description rdf:about="" ${[...namespaces, namespace].join(' ')}>`,
    ...properties,
    `</rdf:Description>${rdfEnd}</x:xmpmeta><?xpacket end="r"?>`,
  ].join('\n');
}

export function sourceTypeProperty(sourceType: string): string {
  return `<Iptc4xmpExt:DigitalSourceType>${escapeHtml(sourceType)}</Iptc4xmpExt:DigitalSourceType>`;
}

/** The `DigitalSourceType` of an XMP packet, or null. */
export function sourceTypeInXmp(packet: string): string | null {
  for (const way of waysToWrite) {
    const value = way.exec(packet)?.[2]?.trim();
    if (value) return value;
  }
  return null;
}

/** The packet with its `DigitalSourceType` set and all else kept; null where the text is no XMP. */
export function withSourceType(packet: string, sourceType: string): string | null {
  const way = waysToWrite.find((one) => one.test(packet));
  if (way) {
    return packet.replace(way, (_, before, __, after) => `${before}${escapeHtml(sourceType)}${after}`);
  }
  const at = packet.lastIndexOf(rdfEnd);
  if (at < 0) return null;
  const description = `<rdf:Description rdf:about="" ${namespace}>${sourceTypeProperty(sourceType)}</rdf:Description>`;
  return `${packet.slice(0, at)}${description}${packet.slice(at)}`;
}
