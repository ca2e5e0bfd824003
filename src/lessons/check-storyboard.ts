import type { Storyboard } from './storyboard.ts';
import { pictureKinds } from './storyboard.ts';

const sceneRoles = ['hook', 'change', 'payoff'] as const;

/** What a storyboard lacks: its three scenes, a picture that can be drawn, and times that fit each other. */
export function missingFromStoryboard(storyboard: Storyboard): string[] {
  const missing: string[] = [];
  for (const role of sceneRoles) {
    if (!storyboard.scenes.some((scene) => scene.role === role && scene.shows.trim())) {
      missing.push(`has no ${role} in its storyboard`);
    }
  }
  if (!pictureKinds.includes(storyboard.picture.kind)) missing.push('has no picture in its storyboard');
  return missing.length > 0 ? missing : wrongTimes(storyboard);
}

/** Scenes follow each other without a gap from 0 to the end, and the number rests when the payoff begins. */
function wrongTimes({ scenes, durationMs, number }: Storyboard): string[] {
  const wrong: string[] = [];
  let endMs = 0;
  for (const scene of scenes) {
    if (scene.startMs !== endMs)
      wrong.push(`has its ${scene.role} at ${scene.startMs} ms instead of ${endMs}`);
    endMs = scene.endMs;
  }
  if (endMs !== durationMs) wrong.push(`has scenes up to ${endMs} ms of ${durationMs}`);
  const payoffMs = scenes.find((scene) => scene.role === 'payoff')?.startMs ?? 0;
  if (number.endMs > payoffMs) wrong.push(`has a number that still changes at ${payoffMs} ms, in the payoff`);
  return wrong;
}
