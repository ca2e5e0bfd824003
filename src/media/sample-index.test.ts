import { ALL_FORMATS, EncodedPacketSink, FilePathSource, Input } from 'mediabunny';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FilmFolder, filmSkipReason, hasFfmpeg, movingGraph, openFilmFolder } from './film-fixture.ts';
import { mediaLimits } from './media-limits.ts';
import { probeMovie } from './probe-media.ts';

describe.skipIf(!hasFfmpeg)(`the sample index against another reader (${filmSkipReason})`, () => {
  let folder: FilmFolder;
  beforeAll(async () => {
    folder = await openFilmFolder();
  });
  afterAll(() => folder.remove());

  test.each([
    { layout: 'index in front', output: ['-movflags', '+faststart'] },
    { layout: 'index behind', output: [] },
    { layout: 'fragments', output: ['-movflags', 'frag_keyframe+empty_moov+default_base_moof', '-g', '10'] },
    {
      layout: 'fragments with absolute places',
      output: ['-movflags', 'frag_keyframe+empty_moov', '-g', '10'],
    },
  ])('$layout: every sample has the same size, length and time as mediabunny finds', async ({ output }) => {
    const graph = movingGraph({ size: '160x120', seconds: 1.5 });
    const encoder = ['-c:v', 'libx264', '-preset', 'veryfast', '-bf', '3', '-pix_fmt', 'yuv420p'];
    const path = await folder.make('film.mp4', { graph, encoder, output, soundSeconds: 1.5 });
    const movie = await probeMovie(path, mediaLimits);
    if (movie.kind === 'refused') throw new TypeError(movie.message);
    const tracks = await new Input({ source: new FilePathSource(path), formats: ALL_FORMATS }).getTracks();
    expect(tracks).toHaveLength(2);
    for (const track of tracks) {
      const mine = movie.index.tracks.find((one) => one.header.trackId === track.id);
      const packets = await Array.fromAsync(new EncodedPacketSink(track).packets());
      const ticks = mine?.header.ticksPerSecond ?? 0;
      expect([...(mine?.samples.sizes ?? [])]).toEqual(packets.map((packet) => packet.byteLength));
      expect([...(mine?.samples.durations ?? [])]).toEqual(
        packets.map((packet) => Math.round(packet.duration * ticks)),
      );
      const fromFirst = (times: number[]) => times.map((time) => time - (times[0] ?? 0));
      const theirs = packets.map((packet) => Math.round(packet.timestamp * ticks));
      expect(fromFirst([...(mine?.samples.shownAt ?? [])])).toEqual(fromFirst(theirs));
    }
  });
});
