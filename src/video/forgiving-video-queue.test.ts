import { expect, test, vi } from 'vitest';
import { ForgivingVideoQueue } from './forgiving-video-queue.ts';

const job = (jobId: string) => ({ jobId, priority: 1, track: 'studio' as const });

function withQueue() {
  let nowMs = 1_000_000;
  const enqueue = vi.fn(async (_job: { jobId: string }) => undefined);
  const close = vi.fn(async () => undefined);
  const onTrouble = vi.fn();
  const queue = new ForgivingVideoQueue({
    queue: { enqueue, close },
    clock: { now: () => new Date(nowMs) },
    onTrouble,
  });
  const pass = (ms: number): void => {
    nowMs += ms;
  };
  return { queue, enqueue, close, onTrouble, pass };
}

test('a queue that is away fails nobody’s request, and says so', async () => {
  const { queue, enqueue, onTrouble } = withQueue();
  const away = new RangeError('connection refused');
  enqueue.mockRejectedValueOnce(away);
  await expect(queue.enqueue(job('a'))).resolves.toBeUndefined();
  expect(onTrouble).toHaveBeenCalledExactlyOnceWith(away);
});

test('for a second after it failed nobody waits for it; then it is asked again', async () => {
  const { queue, enqueue, pass } = withQueue();
  enqueue.mockRejectedValueOnce(new RangeError('away'));
  await queue.enqueue(job('a'));
  pass(999);
  await queue.enqueue(job('b'));
  expect(enqueue).toHaveBeenCalledTimes(1);
  pass(1);
  await queue.enqueue(job('c'));
  expect(enqueue.mock.calls.map(([{ jobId }]) => jobId)).toEqual(['a', 'c']);
});

test('closing closes the queue behind it', async () => {
  const { queue, close } = withQueue();
  await queue.close();
  expect(close).toHaveBeenCalledOnce();
});
