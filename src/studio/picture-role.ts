import type { StoryboardPicture } from '../lessons/storyboard.ts';
import type { LocaleText } from '../lessons/worked-value.ts';

/** A picture asks for words or a value that its storyboard doesn't give. */
export class PictureRoleMissing extends Error {
  override readonly name = 'PictureRoleMissing';

  constructor(what: 'label' | 'value', role: string, { kind, labels, values }: StoryboardPicture) {
    const given = Object.keys(what === 'label' ? labels : values).join(', ') || 'none';
    super(`The picture ${kind} asks for the ${what} "${role}"; the storyboard gives ${given}.`);
  }
}

/** The words of a role. Throws {@link PictureRoleMissing}, which stops a render with the role's name. */
export function wordsOf(picture: StoryboardPicture, role: string): LocaleText {
  const words = picture.labels[role];
  if (!words) throw new PictureRoleMissing('label', role, picture);
  return words;
}

/** The name of the worked value in a role. Throws {@link PictureRoleMissing}. */
export function valueNameOf(picture: StoryboardPicture, role: string): string {
  const name = picture.values[role];
  if (name === undefined) throw new PictureRoleMissing('value', role, picture);
  return name;
}
