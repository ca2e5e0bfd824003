import { Redis } from 'ioredis';
import { videoQueueContract } from '../../test/contracts/video-queue.contract.ts';
import { startRedis } from '../../test/redis-server.ts';

videoQueueContract('BullMQ over Redis', async () => {
  const { redisUrl, close } = await startRedis();
  return {
    backend: { redisUrl },
    dropConnections: async () => {
      const client = new Redis(redisUrl);
      await client.client('KILL', 'SKIPME', 'yes');
      client.disconnect();
    },
    close,
  };
});
