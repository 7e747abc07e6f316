import { spawn } from 'node:child_process';

/** Runs `npm install` in a folder, its output on our stderr. Resolves to whether it succeeded. */
export function runInstall(directory: string): Promise<boolean> {
  return new Promise((done) => {
    spawn('npm', ['install', '--no-fund', '--no-audit'], {
      cwd: directory,
      stdio: ['ignore', process.stderr, process.stderr],
      shell: process.platform === 'win32',
    })
      .once('error', () => done(false))
      .once('exit', (code) => done(code === 0));
  });
}
