import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock, IdSource } from '../kernel/clock.ts';
import { type ApiProblem, sendProblem } from './api-problem.ts';
import type { ClipLibrary } from './clip-library.ts';
import { type ErrorShape, type Fault, findFault } from './faults.ts';
import type { ScenarioInForce } from './scenario-in-force.ts';
import type { VideoJob } from './video-job.ts';
import type { VideoRunner } from './video-runner.ts';
import type { VideoStore } from './video-store.ts';
import { type WireVideo, wireVideo } from './wire-video.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Faults of this one request: of its header, and on a create of the scenario's rules too. */
    faults: readonly Fault[];
  }
}

/** What every route of the server works with. */
export type ApiContext = {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly store: VideoStore;
  readonly clips: ClipLibrary;
  readonly runner: VideoRunner;
  readonly scenario: ScenarioInForce;
};

export function nowMsOf(context: ApiContext): number {
  return context.clock.now().getTime();
}

export function errorShapeOf(context: ApiContext, request: FastifyRequest): ErrorShape {
  return findFault(request.faults, 'error-shape')?.shape ?? context.scenario.current.errorShape;
}

/** Answers with a problem, in the shape that this request is to be spoken to. */
export function refuse(
  context: ApiContext,
  request: FastifyRequest,
  reply: FastifyReply,
  problem: ApiProblem,
): FastifyReply {
  return sendProblem(reply, problem, errorShapeOf(context, request));
}

export function presentVideo(context: ApiContext, job: VideoJob, isPoll: boolean): WireVideo {
  const { idempotency } = context.scenario.current;
  return wireVideo(job, { nowMs: nowMsOf(context), idempotency, isPoll });
}

/** Ends the connection in the middle, without an answer. */
export function cutConnection(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack();
  request.raw.socket.destroy();
  return reply;
}
