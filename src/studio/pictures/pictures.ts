import type { PictureKind } from '../../lessons/storyboard.ts';
import type { Picture } from '../picture.ts';
import { cardMeter } from './card-meter.ts';
import { milestoneTarget } from './milestone-target.ts';
import { safetyNet } from './safety-net.ts';
import { twoPiles } from './two-piles.ts';

/** Every metaphor that a storyboard may ask for. */
export const pictures: Record<PictureKind, Picture> = {
  card_meter: cardMeter,
  safety_net: safetyNet,
  two_piles: twoPiles,
  milestone_target: milestoneTarget,
};
