import { createCanvas } from '@napi-rs/canvas';
import { VideoEncoder } from '@napi-rs/webcodecs';
import { expect, test } from 'vitest';
import { registerFont } from './font-registry.ts';
import { inter } from './inter.ts';
import { textWidth } from './text-width.ts';

test('the canvas binding loads and draws', () => {
  const canvas = createCanvas(2, 2);
  const context = canvas.getContext('2d');
  context.fillStyle = '#ff0000';
  context.fillRect(0, 0, 2, 2);
  expect([...canvas.data().subarray(0, 4)]).toEqual([255, 0, 0, 255]);
});

test('bytes written into what the canvas answers are painted over, not lost', () => {
  const canvas = createCanvas(4, 1);
  const context = canvas.getContext('2d');
  canvas.data().fill(200);
  context.fillStyle = '#ff0000';
  context.fillRect(0, 0, 2, 1);
  expect([...canvas.data()]).toEqual([255, 0, 0, 255, 255, 0, 0, 255, ...Array(8).fill(200)]);
});

test('the encoder binding loads and knows H.264', async () => {
  const support = await VideoEncoder.isConfigSupported({ codec: 'avc1.640028', width: 1280, height: 720 });
  expect(support.supported).toBe(true);
});

test('the font is Inter, and the width table agrees with it for English and Spanish', () => {
  registerFont(inter);
  const context = createCanvas(1, 1).getContext('2d');
  for (const words of ['Below 30% can help your score.', '¿Cuánto pagarás mañana? ¡Así, güey!']) {
    context.font = `500 100px ${inter.face}`;
    const measured = context.measureText(words).width;
    expect(Math.abs(textWidth(words, { size: 100, weight: 500 }) - measured) / measured).toBeLessThan(0.02);
  }
});
