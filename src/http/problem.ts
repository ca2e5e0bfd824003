import type { FastifyReply } from 'fastify';
import type { Problem } from './contract.ts';

/** An answer that says no: a stable code for programs, a sentence for people, the field at fault. */
export function sendProblem(
  reply: FastifyReply,
  status: number,
  problem: { code: string; message: string; place?: string },
): FastifyReply {
  const body: Problem = {
    error: { code: problem.code, message: problem.message, place: problem.place ?? null },
  };
  return reply.code(status).send(body);
}
