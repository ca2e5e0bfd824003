import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningServer, raw, startVideosApi } from './factories/videos-api-server.ts';

let running: RunningServer;
beforeAll(async () => {
  running = await startVideosApi({ timing: { queuedMs: 86_400_000 } });
});
afterAll(() => running.stop());

const routes = [
  '/videos',
  '/videos/edits',
  '/videos/extensions',
  '/videos/video_x/remix',
  '/videos/characters',
];
const names = ['prompt', 'model', 'seconds', 'size', 'input_reference', 'characters', 'video', 'name'];
const values = fc.oneof(
  fc.constantFrom<unknown>(
    'quick',
    '160x90',
    '1',
    'a calm sea',
    { id: 'video_x' },
    [{ id: 'char_x' }],
    null,
    '',
  ),
  fc.constantFrom<unknown>({ image_url: 'data:image/png;base64,iVBORw0KGgo=' }, { file_id: 'x' }, [null], {}),
  fc.jsonValue({ maxDepth: 2 }),
);
const bodies = fc.dictionary(fc.constantFrom(...names), values, { maxKeys: 6 });

/** Whatever is sent, the answer is a video or a problem that says what is wrong: never this server's failure. */
async function expectSense(answer: Response): Promise<void> {
  expect(answer.status).toBeLessThan(500);
  const body = (await answer.json()) as { error?: { message?: unknown } };
  if (answer.status !== 200) expect(body.error?.message).toEqual(expect.any(String));
}

describe('whatever is sent', { timeout: 60_000 }, () => {
  test('as JSON is answered with sense', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...routes), bodies, async (route, body) => {
        const headers = { 'content-type': 'application/json' };
        await expectSense(await raw(running, route, { method: 'POST', headers, body: JSON.stringify(body) }));
      }),
      { numRuns: 150 },
    );
  });

  test('as a form is answered with sense', async () => {
    const step = fc.constantFrom('', '[id]', '[]', '[0]', '[a][b]', '[__proto__]', '[[', ']');
    const part = fc.tuple(fc.constantFrom(...names), step, fc.string({ maxLength: 20 }), fc.boolean());
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...routes), fc.array(part, { maxLength: 6 }), async (route, parts) => {
        const form = new FormData();
        for (const [name, inner, value, isFile] of parts) {
          if (isFile) form.append(name + inner, new Blob([value]), 'file.bin');
          else form.append(name + inner, value);
        }
        await expectSense(await raw(running, route, { method: 'POST', body: form }));
      }),
      { numRuns: 100 },
    );
  });

  test('as bytes under a form’s name is answered with sense', async () => {
    const line = fc.constantFrom(
      '--x',
      '\r\n',
      '\r\n\r\n',
      'Content-Disposition: form-data; name="a"',
      '--x--',
      '\0',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(line, fc.string()), { maxLength: 12 }), async (pieces) => {
        const headers = { 'content-type': 'multipart/form-data; boundary=x' };
        await expectSense(await raw(running, '/videos', { method: 'POST', headers, body: pieces.join('') }));
      }),
      { numRuns: 100 },
    );
  });

  test('in an address or a query is answered with sense', async () => {
    const word = fc.string({ minLength: 1, maxLength: 12 }).map(encodeURIComponent);
    await fc.assert(
      fc.asyncProperty(word, word, async (one, two) => {
        await expectSense(await raw(running, `/videos/${one}`));
        await expectSense(await raw(running, `/videos/${one}/content?variant=${two}`));
        await expectSense(await raw(running, `/videos?limit=${one}&after=${two}&order=${two}`));
      }),
      { numRuns: 50 },
    );
  });
});
