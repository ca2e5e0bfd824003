import type { Config } from './config.ts';

/** How a browser reaches the server, without a slash at the end. */
export function publicUrlOf(config: Pick<Config, 'PUBLIC_URL' | 'HOST'>, port: number): string {
  if (config.PUBLIC_URL) return config.PUBLIC_URL.replace(/\/+$/, '');
  const isLocal = ['127.0.0.1', '0.0.0.0', '::1', '::', 'localhost'].includes(config.HOST);
  return `http://${isLocal ? 'localhost' : config.HOST}:${port}`;
}
