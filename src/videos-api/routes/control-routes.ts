import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ApiContext, nowMsOf } from '../api-context.ts';
import { parseScenario } from '../scenario.ts';
import { momentOf, type VideoJob } from '../video-job.ts';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/**
 * Not of the protocol: what a test reads and switches. Answered to this machine only, unless the scenario says
 * otherwise, and never to a page in a browser.
 */
export function registerControlRoutes(app: FastifyInstance, context: ApiContext): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/control/')) return;
    const refusal = controlRefusal(request, context.scenario.current.isControlRemote);
    if (refusal) return sendRefusal(reply, 403, refusal);
  });

  app.get('/control/purchases', (_request, reply) => reply.send(purchaseReport(context.store.all())));

  app.get('/control/videos', (_request, reply) => {
    const nowMs = nowMsOf(context);
    const videos = context.store.all().map((job) => ({
      videoId: job.purchase.videoId,
      ...momentOf(job, nowMs),
      isDeleted: job.isDeleted,
      isKnown: context.store.find(job.purchase.videoId) !== null,
      outcome: job.outcome,
      purchase: job.purchase,
    }));
    return reply.send({ videos });
  });

  app.get('/control/webhooks', (_request, reply) => reply.send({ deliveries: context.store.deliveries() }));

  app.get('/control/scenario', (_request, reply) => reply.send(context.scenario.current));

  app.put('/control/scenario', (request, reply) => {
    const scenario = parseScenario(request.body);
    if (scenario.kind === 'refused') {
      return sendRefusal(reply, 400, `The scenario was refused. ${scenario.refusal.join(' ')}`);
    }
    context.scenario.replace(scenario.value);
    return reply.send(scenario.value);
  });
}

/** Every purchase ever made, and the money in it. */
export function purchaseReport(jobs: readonly VideoJob[]) {
  const refundedOf = ({ outcome }: VideoJob) => (outcome?.kind === 'failed' ? outcome.refundMicroUsd : 0);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    count: jobs.length,
    totalMicroUsd: sum(jobs.map(({ purchase }) => purchase.priceMicroUsd)),
    refundedMicroUsd: sum(jobs.map(refundedOf)),
    purchases: jobs.map((job) => ({ ...job.purchase, refundedMicroUsd: refundedOf(job) })),
  };
}

function controlRefusal(request: FastifyRequest, isRemote: boolean): string | null {
  if (request.headers.origin !== undefined) return 'Control routes are not for pages in a browser.';
  if (isRemote || LOOPBACK.has(request.ip)) return null;
  return 'Control routes answer this machine only; the scenario\'s "isControlRemote": true opens them.';
}

function sendRefusal(reply: FastifyReply, status: number, message: string): FastifyReply {
  return reply.code(status).send({ error: { message } });
}
