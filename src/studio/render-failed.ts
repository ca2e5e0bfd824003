/** A film could not be made though its order was sound: a thread or an encoder ended. The message says why. */
export class RenderFailed extends Error {
  override readonly name = 'RenderFailed';
}
