import { z } from 'zod';
import { changeConsent } from '../../members/change-consent.ts';
import { type MemberViewDependencies, memberViews, memberViewToday } from '../../members/member-view.ts';
import type { RefreshDependencies } from '../../members/refresh-member.ts';
import { topLessons } from '../../members/top-lessons.ts';
import type { VideoJobStore } from '../../video/job-store-port.ts';
import { mediaStatuses } from '../../video/media-status.ts';
import { consentSchema, memberListSchema, profileSchema, recommendationsSchema } from '../contract.ts';
import {
  presentConsent,
  presentListedMember,
  presentProfile,
  presentRecommendations,
} from '../present-member.ts';
import { sendProblem } from '../problem.ts';
import { registerRoute } from '../route.ts';
import type { HttpServer } from '../server.ts';

export type MemberRouteDependencies = MemberViewDependencies &
  RefreshDependencies & { readonly jobs: VideoJobStore };

const memberParams = z.object({ id: z.string().min(1).max(200) });
const unknownMember = { code: 'UNKNOWN_MEMBER', message: 'There is no such member.', place: 'params.id' };

export function registerMemberRoutes(server: HttpServer, dependencies: MemberRouteDependencies): void {
  registerRoute(
    server,
    'profile',
    { params: memberParams, answer: profileSchema },
    async ({ params, reply }) => {
      const view = await memberViewToday(dependencies, params.id);
      return view ? presentProfile(view) : sendProblem(reply, 404, unknownMember);
    },
  );

  registerRoute(
    server,
    'recommendations',
    { params: memberParams, answer: recommendationsSchema },
    async ({ params, reply }) => {
      const view = await memberViewToday(dependencies, params.id);
      if (!view) return sendProblem(reply, 404, unknownMember);
      const lessons = view.run ? topLessons(view.run) : [];
      await dependencies.films.request(lessons.map((one) => ({ ...one, locale: 'en' })));
      const statuses = await mediaStatuses(
        dependencies,
        lessons.map((one) => ({ ...one, locale: 'en' })),
      );
      const media = new Map(lessons.map((one, index) => [one.recommendationId, statuses[index] ?? null]));
      return presentRecommendations(view, media);
    },
  );

  registerConsentRoute(server, dependencies);

  registerRoute(server, 'operatorMembers', { answer: memberListSchema }, async () => {
    const views = await memberViews(dependencies);
    return { members: views.map(presentListedMember) };
  });
}

function registerConsentRoute(server: HttpServer, dependencies: MemberRouteDependencies): void {
  const body = z.object({
    action: z.enum(['grant', 'revoke']),
    reason: z.string().max(500).optional(),
  });
  registerRoute(
    server,
    'consent',
    { params: memberParams, body, answer: consentSchema },
    async ({ params, body: { action, reason }, caller, reply }) => {
      const actor = { role: caller?.role ?? 'member', name: caller?.name ?? '' } as const;
      const outcome = await changeConsent(dependencies, {
        memberId: params.id,
        action,
        actor,
        reason: reason ?? (actor.role === 'member' ? 'the member said so on the page' : ''),
      });
      if (outcome.kind === 'unknown_member') return sendProblem(reply, 404, unknownMember);
      if (outcome.kind === 'reason_missing') {
        return sendProblem(reply, 400, {
          code: 'REASON_MISSING',
          message: 'Whoever changes consent on a member’s behalf states a reason.',
          place: 'body.reason',
        });
      }
      return presentConsent(outcome.consent);
    },
  );
}
