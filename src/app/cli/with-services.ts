import type { Command } from 'commander';
import { type Config, configFromEnvironment } from '../config.ts';
import { createLogger } from '../logger.ts';
import { openServices, type Services } from '../services.ts';

/** The configuration of a command: the environment, and over it what the command line says. */
export function configOf(
  command: Command,
  overrides: Readonly<Record<string, string | undefined>> = {},
): Config {
  const { dataDir } = command.optsWithGlobals<{ dataDir?: string }>();
  return configFromEnvironment({ DATA_DIR: dataDir, ...overrides });
}

/** Opens what stands behind the ports, does the work, and closes everything whatever happened. */
export async function withServices<Value>(
  command: Command,
  work: (services: Services) => Promise<Value>,
): Promise<Value> {
  const config = configOf(command);
  const services = await openServices(config, createLogger(config.LOG_LEVEL));
  try {
    return await work(services);
  } finally {
    await services.close();
  }
}
