const OLDEST = [6, 2] as const;

/** Why a server can't carry the queue, by its own answer to INFO; null where it can, or doesn't say. */
export function whyTooOld(info: string): string | null {
  const [, version, major, minor] = /^redis_version:((\d+)\.(\d+)[^\s]*)/m.exec(info) ?? [];
  if (version === undefined) return null;
  const [oldestMajor, oldestMinor] = OLDEST;
  const isNewEnough =
    Number(major) > oldestMajor || (Number(major) === oldestMajor && Number(minor) >= oldestMinor);
  return isNewEnough ? null : `Redis ${version} is too old: ${OLDEST.join('.')} or newer is needed`;
}
