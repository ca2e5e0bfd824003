import { z } from 'zod';
import { lessonMediaStatus, type MediaStatusDependencies } from '../../video/media-status.ts';
import { type RequestVideoDependencies, requestVideo } from '../../video/request-video.ts';
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

export function registerVideoRoutes(
  server: HttpServer,
  dependencies: RequestVideoDependencies & MediaStatusDependencies,
): void {
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
    async ({ body, reply }) => {
      const outcome = await requestVideo(dependencies, { ...body, asker: 'person' });
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
