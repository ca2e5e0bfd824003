import { z } from 'zod';
import type { Caller } from '../../identity/authorize.ts';
import { isShownLesson } from '../../members/shown-lesson.ts';
import { lessonMediaStatus, type MediaStatusDependencies } from '../../video/media-status.ts';
import { type RequestVideoDependencies, requestVideo, type VideoAsker } from '../../video/request-video.ts';
import { mediaSchema } from '../contract.ts';
import { presentMedia } from '../present-media.ts';
import { sendProblem } from '../problem.ts';
import { registerRoute } from '../route.ts';
import type { HttpServer } from '../server.ts';

const unknownLesson = {
  code: 'UNKNOWN_LESSON',
  message: 'There is no lesson of this persona and topic in this language.',
};

const lessonName = { persona: z.string().min(1).max(64), topic: z.string().min(1).max(64) };
const locale = z.string().min(2).max(16).default('en');

type VideoRouteDependencies = RequestVideoDependencies &
  MediaStatusDependencies &
  Parameters<typeof isShownLesson>[0];

export function registerVideoRoutes(server: HttpServer, dependencies: VideoRouteDependencies): void {
  registerRoute(
    server,
    'generateVideo',
    {
      body: z.object({ ...lessonName, locale }),
      answer: z.object({
        jobId: z.string().nullable(),
        status: z.enum(['enqueued', 'cached', 'skipped', 'awaiting_approval', 'over_budget']),
      }),
      answerStatus: 202,
    },
    async ({ body, caller, reply }) => {
      const asker = await askerOf(dependencies, caller, body);
      const outcome = await requestVideo(dependencies, { ...body, asker });
      if (outcome.kind === 'unknown_lesson') return sendProblem(reply, 404, unknownLesson);
      const status = outcome.kind === 'resting' ? 'skipped' : outcome.kind;
      return reply.code(202).send({ jobId: 'jobId' in outcome ? outcome.jobId : null, status });
    },
  );

  registerRoute(
    server,
    'videoStatus',
    { params: z.object(lessonName), querystring: z.object({ locale }), answer: mediaSchema },
    async ({ params, query, reply }) => {
      const status = await lessonMediaStatus(dependencies, { ...params, locale: query.locale });
      return status ? presentMedia(status) : sendProblem(reply, 404, unknownLesson);
    },
  );
}

/**
 * An operator's word counts as a person's. A member's is a look at their page, whatever their program sends: it
 * neither orders again what failed or was turned down, nor spends money on lessons that they aren't shown.
 */
async function askerOf(
  dependencies: VideoRouteDependencies,
  caller: Caller | null,
  lesson: { readonly persona: string; readonly topic: string },
): Promise<VideoAsker> {
  if (caller?.role === 'operator') return 'person';
  const memberId = caller?.memberId ?? null;
  const isShown = memberId !== null && (await isShownLesson(dependencies, memberId, lesson));
  return isShown ? 'page' : 'visitor';
}
