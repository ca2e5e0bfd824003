import { z } from 'zod';
import { changeConsent } from '../../members/change-consent.ts';
import { consentScopes } from '../../members/consent-ledger-port.ts';
import { type MemberViewDependencies, memberViews, memberViewToday } from '../../members/member-view.ts';
import type { RefreshDependencies } from '../../members/refresh-member.ts';
import { shownRecommendations } from '../../members/shown-recommendations.ts';
import { type MediaStatusDependencies, mediaStatuses } from '../../video/media-status.ts';
import {
  consentHistorySchema,
  consentSchema,
  memberListSchema,
  profileSchema,
  recommendationsSchema,
} from '../contract.ts';
import { memberParams, unknownMember } from '../member-params.ts';
import { presentMedia } from '../present-media.ts';
import {
  presentConsent,
  presentConsentHistory,
  presentListedMember,
  presentProfile,
  presentRecommendations,
} from '../present-member.ts';
import { sendProblem } from '../problem.ts';
import { registerRoute } from '../route.ts';
import type { HttpServer } from '../server.ts';

export type MemberRouteDependencies = MemberViewDependencies & RefreshDependencies & MediaStatusDependencies;

export function registerMemberRoutes(server: HttpServer, dependencies: MemberRouteDependencies): void {
  registerRoute(
    server,
    'profile',
    { params: memberParams, answer: profileSchema },
    async ({ params, reply }) => {
      const view = await memberViewToday(dependencies, params.id);
      if (!view) return sendProblem(reply, 404, unknownMember);
      return presentProfile(view, await dependencies.profiles.personaHistory(params.id));
    },
  );

  registerRoute(
    server,
    'recommendations',
    {
      params: memberParams,
      querystring: z.object({ locale: z.enum(['en', 'es']).default('en') }),
      answer: recommendationsSchema,
    },
    async ({ params, query, reply }) => {
      const shown = await shownRecommendations(dependencies, params.id, query.locale);
      if (!shown) return sendProblem(reply, 404, unknownMember);
      const statuses = await mediaStatuses(dependencies, shown.lessons);
      const media = new Map(
        shown.lessons.map((one, index) => {
          const status = statuses[index];
          return [one.recommendationId, status ? presentMedia(status) : null];
        }),
      );
      return presentRecommendations(shown.view, { ...shown, media });
    },
  );

  registerConsentRoutes(server, dependencies);

  registerRoute(server, 'operatorMembers', { answer: memberListSchema }, async () => {
    const views = await memberViews(dependencies);
    return { members: views.map(presentListedMember) };
  });
}

function registerConsentRoutes(server: HttpServer, dependencies: MemberRouteDependencies): void {
  registerRoute(
    server,
    'consentHistory',
    { params: memberParams, answer: consentHistorySchema },
    async ({ params, reply }) => {
      const { consents, directory } = dependencies;
      if (!(await directory.find(params.id))) return sendProblem(reply, 404, unknownMember);
      return presentConsentHistory(await consents.status(params.id), await consents.history(params.id));
    },
  );

  const body = z.object({
    action: z.enum(['grant', 'revoke']),
    /** What it covers; absent, all there is. A scope that isn't known is refused, never widened. */
    scope: z.array(z.enum(consentScopes)).min(1).optional(),
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
        reason: reason?.trim() || (actor.role === 'member' ? 'the member said so on the page' : ''),
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
