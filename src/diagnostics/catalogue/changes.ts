import { entry } from '../diagnostic.ts';

/** Findings about files that are about to be written. */
export const changesCatalogue = {
  'file-exists': entry<{ path: string }>('error', ({ path }) => ({
    what: `${path} already exists`,
    why: 'it was not made by scaffold, so it is not overwritten',
    hint: `move or delete ${path}, then run the command again`,
  })),
  'file-changed': entry<{ path: string }>('error', ({ path }) => ({
    what: `${path} was edited since scaffold wrote it`,
    why: 'going on would lose that change',
    hint: `look at it with: git diff ${path}; undo it by hand, then run the command again`,
  })),
  'generated-file-edited': entry<{ path: string }>('error', ({ path }) => ({
    what: `${path} was edited since scaffold wrote it`,
    why: 'scaffold writes this file anew from the contract, and that would lose your edits',
    hint: `put your change into a file of your own, then restore the generated text with: cp .scaffold/base/${path} ${path}`,
  })),
  'file-kept': entry<{ path: string }>('info', ({ path }) => ({
    what: `${path} has your edits, so it was left as it is`,
    why: 'it describes the project as it was before this change',
    hint: `bring it up to date by hand, or delete it before the next command that would write it`,
  })),
  'file-not-merged': entry<{ path: string; diff: string; gone: boolean }>(
    'warning',
    ({ path, diff, gone }) => ({
      what: gone
        ? `${path} is not there any more, so a change of it was not made`
        : `${path} has your edits where it has to change, so it was left as it is`,
      why: 'what was added may not work before this change is made',
      hint: `make it by hand:\n${diff.trimEnd()}`,
    }),
  ),
  'file-left': entry<{ path: string }>('warning', ({ path }) => ({
    what: `${path} has your edits, so it was not removed`,
    why: 'nothing generated uses it any more',
    hint: `delete it when you have seen it through: git rm ${path}`,
  })),
  'file-missing': entry<{ path: string }>('error', ({ path }) => ({
    what: `${path} is not there any more`,
    why: 'the change was planned against it',
    hint: `restore it with: git checkout ${path}, then run the command again`,
  })),
  'dirty-file': entry<{ path: string }>('error', ({ path }) => ({
    what: `${path} has uncommitted changes`,
    why: 'the command would edit it, and mixing its edits with yours makes both hard to review or undo',
    hint: 'commit or stash first, or run again with --allow-dirty',
  })),
  'not-writable': entry<{ path: string; reason: string }>('error', ({ path, reason }) => ({
    what: `cannot write ${path}: ${reason}`,
    why: 'nothing was changed',
    hint: `make ${path} writable, then run the command again`,
  })),
  'nothing-to-undo': entry('error', () => ({
    what: 'there is nothing to undo here',
    why: 'no change set was applied in this project, or the last one was already undone',
    hint: 'a whole new project is undone by deleting its folder',
  })),
  'recovered-finished': entry<{ title: string }>('info', ({ title }) => ({
    what: `an earlier run was cut off; it has now been finished: ${title}`,
    why: 'its journal was complete, so every file could be brought to its planned state',
    hint: 'to take it back: scaffold undo',
  })),
  'recovery-conflict': entry<{ path: string; title: string }>('error', ({ path, title }) => ({
    what: `${path} was changed after an earlier run was cut off (${title})`,
    why: 'it is neither as it was before that run nor as the run would have left it',
    hint: `look at: git diff ${path}; restore it with: git checkout ${path}, then run any scaffold command`,
  })),
};
