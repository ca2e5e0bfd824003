import { z } from 'zod';
import { giveFeedback } from '../../members/give-feedback.ts';
import type { RefreshDependencies } from '../../members/refresh-member.ts';
import { feedbackRequestSchema } from '../contract.ts';
import { sendProblem } from '../problem.ts';
import { registerRoute } from '../route.ts';
import type { HttpServer } from '../server.ts';

export function registerFeedbackRoutes(server: HttpServer, dependencies: RefreshDependencies): void {
  registerRoute(
    server,
    'feedback',
    {
      body: feedbackRequestSchema,
      answer: z.object({ recorded: z.literal(true) }),
      perMinuteMax: 120,
    },
    async ({ body, caller, reply }) => {
      const actor = { role: caller?.role ?? 'member', name: caller?.name ?? '' } as const;
      const outcome = await giveFeedback(dependencies, {
        ...body,
        actor,
        speakerMemberId: actor.role === 'operator' ? null : (caller?.memberId ?? ''),
      });
      switch (outcome.kind) {
        case 'recorded':
          return { recorded: true };
        case 'unknown_recommendation':
          return sendProblem(reply, 404, {
            code: 'UNKNOWN_RECOMMENDATION',
            message: 'Nobody is shown this recommendation.',
            place: 'body.recommendationId',
          });
        case 'foreign_recommendation':
          return sendProblem(reply, 403, {
            code: 'FOREIGN_RECOMMENDATION',
            message: 'This recommendation was shown to somebody else.',
            place: 'body.recommendationId',
          });
      }
    },
  );
}
