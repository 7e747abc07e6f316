/**
 * The globals of Node that a port may speak of, for a project whose @types/node is not installed: without them a
 * `Buffer` would be an error type and would pass for `any`.
 */
export const ambientFile = '__ambient__/node-globals.d.ts';

export const ambientText = `
interface AbortSignal { readonly aborted: boolean; readonly reason: any; throwIfAborted(): void }
interface AbortController { readonly signal: AbortSignal; abort(reason?: any): void }
declare var AbortController: { new (): AbortController };
declare var AbortSignal: { new (): AbortSignal; timeout(ms: number): AbortSignal; abort(reason?: any): AbortSignal; any(signals: AbortSignal[]): AbortSignal };
interface URL { href: string; readonly origin: string; protocol: string; host: string; hostname: string; port: string; pathname: string; search: string; hash: string; toString(): string; toJSON(): string }
declare var URL: { new (url: string | URL, base?: string | URL): URL };
interface Buffer extends Uint8Array { toString(encoding?: string): string; equals(other: Uint8Array): boolean }
declare var Buffer: { from(data: any, encoding?: string): Buffer; alloc(size: number): Buffer; concat(list: readonly Uint8Array[]): Buffer };
interface ReadableStream<R = any> { readonly locked: boolean; getReader(): any }
interface Blob { readonly size: number; readonly type: string; text(): Promise<string> }
interface File extends Blob { readonly name: string }
interface FormData { get(name: string): any }
interface Headers { get(name: string): string | null }
interface Request { readonly url: string; text(): Promise<string> }
interface Response { readonly status: number; text(): Promise<string> }
declare namespace NodeJS { interface ProcessEnv { [name: string]: string | undefined } }
declare var process: { readonly env: NodeJS.ProcessEnv; exit(code?: number): never };
declare var console: { log(...data: any[]): void; error(...data: any[]): void };
declare function setTimeout(work: (...args: any[]) => void, ms?: number): any;
declare function clearTimeout(timer: any): void;
declare function setInterval(work: (...args: any[]) => void, ms?: number): any;
declare function clearInterval(timer: any): void;
declare function structuredClone<T>(value: T): T;
`;
