/** Crosses from the depth of rewriting a film to its process's edge. The message is for people. */
export class ReworkFailed extends Error {
  override readonly name = 'ReworkFailed';
}

export const HDR = 'the pictures are HDR, which needs an encoder with tone mapping';
