import { describe, expect, test } from 'vitest';
import { lessons } from '../lessons/catalogue.ts';
import { valuesOf } from '../lessons/lesson.ts';
import { fillText } from '../lessons/worked-value.ts';
import { chooseClip, clipKey, lessonOfPrompt } from './choose-clip.ts';

function nameOf(prompt: string): string | null {
  const found = lessonOfPrompt(prompt);
  return found && `${found.lesson.persona}/${found.lesson.topic}@${found.locale}`;
}

describe('the lesson of a prompt', () => {
  test('is the one that a marker names, in its language', () => {
    expect(nameOf('x [lesson:savings_builder/goal_setting] y')).toBe('savings_builder/goal_setting@en');
    expect(nameOf('[lesson:savings_builder/goal_setting@es]')).toBe('savings_builder/goal_setting@es');
    expect(nameOf('[lesson:savings_builder/nothing]')).toBeNull();
  });

  test.each(lessons.map((lesson) => [`${lesson.persona}/${lesson.topic}`, lesson] as const))(
    '%s is found by its own scene, its own metaphor, and its title or topic',
    (name, lesson) => {
      expect(nameOf(`8 seconds. ${lesson.prompt.scene} Calm.`)).toBe(`${name}@en`);
      expect(nameOf(`8 seconds. ${lesson.prompt.metaphor} Calm.`)).toBe(`${name}@en`);
      const title = fillText(lesson.title, valuesOf(lesson), 'en');
      expect(nameOf(`${title}: ${lesson.topic.replaceAll('_', ' ')}`)).toBe(`${name}@en`);
    },
  );

  test('is none where the prompt is about something else', () => {
    expect(nameOf('A calm sea at dawn, slow waves, no people')).toBeNull();
    expect(nameOf('')).toBeNull();
  });
});

describe('a clip', () => {
  const prompt = '[lesson:high_utilization/credit_utilization]';

  test('is neutral in a size that the studio does not compose', () => {
    expect(chooseClip({ prompt, size: '1280x720', seconds: 8 }).lesson).not.toBeNull();
    expect(chooseClip({ prompt, size: '1792x1024', seconds: 8 })).toEqual({
      width: 1792,
      height: 1024,
      seconds: 8,
      lesson: null,
    });
  });

  test('has a name of its own for each size, length, lesson and language', () => {
    const requests = [
      { prompt, size: '1280x720', seconds: 8 },
      { prompt, size: '720x1280', seconds: 8 },
      { prompt, size: '1280x720', seconds: 4 },
      { prompt: 'sea', size: '1280x720', seconds: 8 },
      { prompt: '[lesson:high_utilization/credit_utilization@es]', size: '1280x720', seconds: 8 },
    ];
    const keys = requests.map((request) => clipKey(chooseClip(request)));
    expect(new Set(keys).size).toBe(requests.length);
    expect(clipKey(chooseClip({ prompt: 'dawn', size: '1280x720', seconds: 8 }))).toBe(keys[3]);
  });
});
