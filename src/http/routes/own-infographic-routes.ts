import { z } from 'zod';
import {
  type OwnInfographic,
  type OwnInfographicDependencies,
  ownInfographic,
} from '../../members/own-infographic.ts';
import { infographicThemes } from '../../members/own-infographic-port.ts';
import { memberParams, unknownMember } from '../member-params.ts';
import { PICTURE_POLICY } from '../picture-policy.ts';
import { sendProblem } from '../problem.ts';
import { registerRoute } from '../route.ts';
import type { HttpServer } from '../server.ts';

const problems: Readonly<
  Record<
    Exclude<OwnInfographic['kind'], 'drawn'>,
    { readonly status: number; readonly problem: { code: string; message: string; place?: string } }
  >
> = {
  unknown_member: { status: 404, problem: unknownMember },
  no_consent: {
    status: 409,
    problem: { code: 'NO_CONSENT', message: 'The member has not agreed: nothing of theirs is shown.' },
  },
  not_analysed: {
    status: 409,
    problem: { code: 'NOT_ANALYSED', message: 'The member’s data was not looked at yet.' },
  },
  not_recommended: {
    status: 404,
    problem: {
      code: 'NOT_RECOMMENDED',
      message: 'The member is shown no lesson of this topic now.',
      place: 'params.topic',
    },
  },
  numbers_unknown: {
    status: 409,
    problem: {
      code: 'OWN_NUMBERS_UNKNOWN',
      message: 'A number of this lesson is not known of the member: its worked example stands.',
    },
  },
};

/** A lesson's picture with the member's numbers: for them alone, drawn when it is asked for. */
export function registerOwnInfographicRoutes(
  server: HttpServer,
  dependencies: OwnInfographicDependencies,
): void {
  registerRoute(
    server,
    'ownInfographic',
    {
      params: memberParams.extend({ topic: z.string().min(1).max(64) }),
      querystring: z.object({
        locale: z.enum(['en', 'es']).default('en'),
        theme: z.enum(infographicThemes).default('light'),
      }),
    },
    async ({ params: { id, topic }, query, reply }) => {
      reply.header('cache-control', 'private, no-store');
      const picture = await ownInfographic(dependencies, { memberId: id, topic, ...query });
      if (picture.kind !== 'drawn') {
        const { status, problem } = problems[picture.kind];
        return sendProblem(reply, status, problem);
      }
      return reply
        .header('content-security-policy', PICTURE_POLICY)
        .header('cross-origin-resource-policy', 'same-origin')
        .type('image/svg+xml')
        .send(picture.svg);
    },
  );
}
