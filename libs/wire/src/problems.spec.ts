// The table of problems, and what of it goes out.
import { describe, expect, it } from '@jest/globals';
import { PROBLEMS, problem, type ProblemCode } from './problems.js';

const codes = Object.keys(PROBLEMS) as ProblemCode[];

describe.each(codes)('%s', (code) => {
  const { status, title, remedy } = PROBLEMS[code];

  it('is answered with type, title, status and code, and nothing else', () => {
    expect(problem(code)).toEqual({ type: `urn:joint-use-gateway:problem:${code}`, title, status, code });
  });

  it('has a remedy of one sentence, which says more than the title', () => {
    expect(remedy).toMatch(/^[a-z].*[^.]$/);
    expect(remedy).not.toMatch(/[.!?] |\n|\|/);
    expect(remedy).not.toBe(title);
  });
});

describe('the table', () => {
  it('has one title and one remedy for each code', () => {
    for (const part of ['title', 'remedy'] as const)
      expect(new Set(codes.map((code) => PROBLEMS[code][part])).size).toBe(codes.length);
  });

  it('has the statuses of refusals and failures', () => {
    for (const code of codes) expect([4, 5]).toContain(Math.floor(PROBLEMS[code].status / 100));
  });
});
