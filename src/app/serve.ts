import type { AddressInfo } from 'node:net';
import { registerEventRoutes } from '../http/routes/event-routes.ts';
import { registerFeedbackRoutes } from '../http/routes/feedback-routes.ts';
import { registerImportRoutes } from '../http/routes/import-routes.ts';
import { registerMediaRoutes } from '../http/routes/media-routes.ts';
import { registerMemberDataRoutes } from '../http/routes/member-data-routes.ts';
import { registerMemberRoutes } from '../http/routes/member-routes.ts';
import { registerMetricsRoutes } from '../http/routes/metrics-routes.ts';
import { registerOwnInfographicRoutes } from '../http/routes/own-infographic-routes.ts';
import { registerSessionRoutes } from '../http/routes/session-routes.ts';
import { registerSystemRoutes } from '../http/routes/system-routes.ts';
import { registerVideoRoutes } from '../http/routes/video-routes.ts';
import { registerWebApp } from '../http/routes/web-routes.ts';
import { assertRoutesComplete, createHttpServer } from '../http/server.ts';
import { tokenOf } from '../http/session-cookie.ts';
import { keepCacheTrue } from '../video/keep-cache-true.ts';
import { MediaFeed } from '../video/media-feed.ts';
import { lessonMediaStatus } from '../video/media-status.ts';
import { wrongUsage } from './cli/command-failure.ts';
import { createDrawOwnInfographic } from './draw-own-infographic.ts';
import type { Services } from './services.ts';
import { sessionSecret } from './session-secret.ts';
import { builtWebApp } from './web-app.ts';

export type RunningServer = { readonly port: number; close(): Promise<void> };

/** The whole HTTP side, listening. */
export async function serve(services: Services): Promise<RunningServer> {
  const { config, log, signIn } = services;
  const isSecure = config.PUBLIC_URL?.startsWith('https:') ?? false;
  const server = await createHttpServer({
    logger: log,
    cookieSecret: config.SESSION_SECRET ?? (await sessionSecret(config.DATA_DIR)),
    isSecure,
    publicUrl: config.PUBLIC_URL ?? null,
    trustedProxies: config.TRUSTED_PROXIES,
    metricsToken: config.METRICS_TOKEN,
    callerOf: async (request) => {
      const token = tokenOf(request);
      return token === null ? null : signIn.callerOf(token);
    },
  });
  const { counting } = registerMetricsRoutes(server, services);
  // What these tell is shown to somebody; the others read for themselves.
  const shown = { ...services, readMedia: counting(services.readMedia) };
  registerSystemRoutes(server, {
    notReady: services.notReady,
    degraded: async () => ((await services.queueTrouble()) === null ? [] : ['job queue']),
  });
  registerSessionRoutes(server, { signIn, isSecure });
  registerMemberRoutes(server, shown);
  registerOwnInfographicRoutes(server, {
    ...services,
    drawOwnInfographic: createDrawOwnInfographic(services.theme),
  });
  registerFeedbackRoutes(server, services);
  registerMemberDataRoutes(server, services);
  registerImportRoutes(server, services);
  registerVideoRoutes(server, shown);
  const kept = keepCacheTrue({
    ...services,
    events: services.videoEvents,
    onTrouble: (error) => log.warn({ err: error }, 'the cache of films’ states could not be compared'),
  });
  const feed = new MediaFeed({
    events: kept.events,
    readStatus: (slot) => lessonMediaStatus({ ...services, readMedia: services.readTrueMedia }, slot),
  });
  registerEventRoutes(server, { feed, ids: services.ids });
  registerMediaRoutes(server, services);
  assertRoutesComplete(server);
  await registerWebApp(server, await builtWebApp(log));

  await server.app.listen({ host: config.HOST, port: config.PORT }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw wrongUsage(
      `PORT: ${config.PORT} is taken by another program. Choose another with --port, or 0 for any.`,
    );
  });
  const { port } = server.app.server.address() as AddressInfo;
  return {
    port,
    close: async () => {
      feed.close();
      kept.stop();
      await server.app.close();
    },
  };
}
