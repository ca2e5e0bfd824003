/** Remembers when media was last asked for, so that what nobody watches can make room. */
export interface ServedMedia {
  /** Notes it for every rendition that has the file. Repeating it within the hour changes nothing. */
  lastServed(file: { readonly hash: string; readonly extension: string }, at: Date): Promise<void>;
}
