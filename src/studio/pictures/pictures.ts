import type { PictureKind } from '../../lessons/storyboard.ts';
import type { Picture } from '../picture.ts';
import { cardMeter } from './card-meter.ts';
import { cardToCard } from './card-to-card.ts';
import { dailyCounter } from './daily-counter.ts';
import { litCalendar } from './lit-calendar.ts';
import { mazeDoor } from './maze-door.ts';
import { mergingTiles } from './merging-tiles.ts';
import { milestoneTarget } from './milestone-target.ts';
import { ringingPhone } from './ringing-phone.ts';
import { safetyNet } from './safety-net.ts';
import { savingsSlider } from './savings-slider.ts';
import { scalingPie } from './scaling-pie.ts';
import { sharedBars } from './shared-bars.ts';
import { smoothingTank } from './smoothing-tank.ts';
import { splittingPacket } from './splitting-packet.ts';
import { tickingCalendar } from './ticking-calendar.ts';
import { twoMeters } from './two-meters.ts';
import { twoPaths } from './two-paths.ts';
import { twoPiles } from './two-piles.ts';
import { vaultTimer } from './vault-timer.ts';
import { waterTank } from './water-tank.ts';

/** Every metaphor that a storyboard may ask for. */
export const pictures: Record<PictureKind, Picture> = {
  card_meter: cardMeter,
  card_to_card: cardToCard,
  daily_counter: dailyCounter,
  lit_calendar: litCalendar,
  maze_door: mazeDoor,
  merging_tiles: mergingTiles,
  milestone_target: milestoneTarget,
  ringing_phone: ringingPhone,
  safety_net: safetyNet,
  savings_slider: savingsSlider,
  scaling_pie: scalingPie,
  shared_bars: sharedBars,
  smoothing_tank: smoothingTank,
  splitting_packet: splittingPacket,
  ticking_calendar: tickingCalendar,
  two_meters: twoMeters,
  two_paths: twoPaths,
  two_piles: twoPiles,
  vault_timer: vaultTimer,
  water_tank: waterTank,
};
