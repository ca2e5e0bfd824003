import { z } from 'zod';
import { eraseMember } from '../../members/erase-member.ts';
import { exportMember, type MemberExportDependencies } from '../../members/export-member.ts';
import type { MemberErasure } from '../../members/member-erasure-port.ts';
import { memberTrace } from '../../members/member-trace.ts';
import { erasureSchema } from '../contract.ts';
import { memberParams, unknownMember } from '../member-params.ts';
import { sendProblem } from '../problem.ts';
import { registerRoute } from '../route.ts';
import type { HttpServer } from '../server.ts';
import { SESSION_COOKIE } from '../session-cookie.ts';

export type MemberDataDependencies = MemberExportDependencies & { readonly erasure: MemberErasure };

const erasureProblems = {
  unknown_member: { status: 404, problem: unknownMember },
  reason_missing: {
    status: 400,
    problem: {
      code: 'REASON_MISSING',
      message: 'Whoever erases a member on their behalf states a reason.',
      place: 'body.reason',
    },
  },
  reason_names_member: {
    status: 400,
    problem: {
      code: 'REASON_NAMES_MEMBER',
      message: 'The reason stays in the log for ever: state it without the member’s id or name.',
      place: 'body.reason',
    },
  },
} as const;

/** A member's data as a whole: what is held, what was decided, and forgetting it. */
export function registerMemberDataRoutes(server: HttpServer, dependencies: MemberDataDependencies): void {
  registerRoute(
    server,
    'memberExport',
    { params: memberParams, perMinuteMax: 60 },
    async ({ params, caller, reply }) => {
      const actor = { role: caller?.role ?? 'member', name: caller?.name ?? '' } as const;
      const exported = await exportMember(dependencies, { memberId: params.id, actor });
      if (!exported) return sendProblem(reply, 404, unknownMember);
      return reply
        .header('content-disposition', 'attachment; filename="spendsense-export.json"')
        .header('cache-control', 'no-store')
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(exported, null, 2));
    },
  );

  registerRoute(
    server,
    'memberTrace',
    { params: memberParams, querystring: z.object({ run: z.string().max(64).optional() }) },
    async ({ params, query, reply }) => {
      const trace = await memberTrace(dependencies, params.id, query.run ?? null);
      if (!trace) return sendProblem(reply, 404, unknownMember);
      if (query.run !== undefined && trace.decisions.length === 0) {
        return sendProblem(reply, 404, {
          code: 'UNKNOWN_RUN',
          message: 'The member has no such run. Without `run` all decisions are told.',
          place: 'querystring.run',
        });
      }
      return reply.header('cache-control', 'no-store').send(trace);
    },
  );

  registerErasureRoute(server, dependencies);
}

function registerErasureRoute(server: HttpServer, dependencies: MemberDataDependencies): void {
  const body = z.object({ confirm: z.string(), reason: z.string().max(500).optional() });
  registerRoute(
    server,
    'memberErasure',
    { params: memberParams, body, answer: erasureSchema },
    async ({ params, body: { confirm, reason }, caller, reply }) => {
      if (confirm !== params.id) {
        return sendProblem(reply, 400, {
          code: 'NOT_CONFIRMED',
          message: 'Repeat the member’s id in `confirm`: erasing can’t be undone.',
          place: 'body.confirm',
        });
      }
      const actor = { role: caller?.role ?? 'member', name: caller?.name ?? '' } as const;
      const isOwn = actor.role === 'member';
      const order = { memberId: params.id, actor, reason: isOwn ? 'the member asked' : (reason ?? '') };
      const outcome = await eraseMember(dependencies, order);
      if (outcome.kind !== 'erased') {
        const { status, problem } = erasureProblems[outcome.kind];
        return sendProblem(reply, status, problem);
      }
      if (isOwn) reply.clearCookie(SESSION_COOKIE, { path: '/' });
      return { erased: true };
    },
  );
}
