import { createCanvas, loadImage, type SKRSContext2D } from '@napi-rs/canvas';
import { renderStill } from '../studio/render-still.ts';
import { lightTheme } from '../studio/theme.ts';
import type { ClipOrder } from './choose-clip.ts';
import { paintNeutral } from './neutral-clip.ts';

const THUMBNAIL_SIDE_MAX = 640;
const TILE_SIDE_MAX = 320;
const TILES = 10;
const COLUMNS = 5;
const QUALITY = 85;

/** The clip's first third as a WebP picture. */
export async function clipThumbnail(order: ClipOrder): Promise<Uint8Array> {
  const size = within(order, THUMBNAIL_SIDE_MAX);
  const canvas = createCanvas(size.width, size.height);
  await paintMoment(canvas.getContext('2d'), order, { ...size, ms: (order.seconds * 1000) / 3 });
  return canvas.encodeSync('webp', QUALITY);
}

/** Ten moments at equal distances, row by row, as one JPEG. */
export async function clipSpritesheet(order: ClipOrder): Promise<Uint8Array> {
  const tile = within(order, TILE_SIDE_MAX);
  const canvas = createCanvas(tile.width * COLUMNS, (tile.height * TILES) / COLUMNS);
  const context = canvas.getContext('2d');
  for (let index = 0; index < TILES; index += 1) {
    const moment = createCanvas(tile.width, tile.height);
    const ms = ((index + 0.5) * order.seconds * 1000) / TILES;
    await paintMoment(moment.getContext('2d'), order, { ...tile, ms });
    context.drawImage(moment, (index % COLUMNS) * tile.width, Math.floor(index / COLUMNS) * tile.height);
  }
  return canvas.encodeSync('jpeg', QUALITY);
}

async function paintMoment(
  context: SKRSContext2D,
  order: ClipOrder,
  moment: { width: number; height: number; ms: number },
): Promise<void> {
  if (!order.lesson) {
    paintNeutral(context, moment);
    return;
  }
  const { width, height, ms } = moment;
  const still = renderStill({
    ...order.lesson,
    size: { width, height },
    theme: lightTheme,
    format: 'png',
    ms,
  });
  context.drawImage(await loadImage(Buffer.from(still)), 0, 0, width, height);
}

function within({ width, height }: ClipOrder, sideMax: number): { width: number; height: number } {
  const scale = Math.min(1, sideMax / Math.max(width, height));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}
