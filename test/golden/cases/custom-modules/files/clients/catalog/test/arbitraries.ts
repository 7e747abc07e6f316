// Made by extract from the contract c8982f5eebfe0457 of Catalog. Do not edit: the next run replaces it.
import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { CatalogEntryNotFound } from '@press/catalog';
import type { CatalogEntry } from '@press/catalog';
import { catalogEntryNotFoundCodec } from '../src/codecs.ts';
import { createMethod, getMethod, listMethod, renameMethod } from '../src/service.ts';
import { codecCase, errorCase } from './laws.ts';
import type { CodecCase } from './laws.ts';
import { finite, instance, instant, likelyText, several, text } from './values.ts';

export function anyCatalogEntry(): Arbitrary<CatalogEntry> {
  return fc.record({ id: text, name: text, createdAt: instant }, { noNullPrototype: true });
}

export function anyCatalogEntryNotFound(): Arbitrary<CatalogEntryNotFound> {
  return instance(
    'CatalogEntryNotFound',
    fc.tuple(fc.record({ id: likelyText }, { noNullPrototype: true }), text),
    ([fields]) => new CatalogEntryNotFound(fields.id),
  );
}

/** Arguments and result of each method, and each declared error. */
export const cases: readonly CodecCase[] = [
  codecCase('create request', fc.tuple(text), createMethod.encodeArgs, createMethod.decodeArgs),
  codecCase('create answer', anyCatalogEntry(), createMethod.encodeResult, createMethod.decodeResult),
  codecCase('get request', fc.tuple(text), getMethod.encodeArgs, getMethod.decodeArgs),
  codecCase('get answer', anyCatalogEntry(), getMethod.encodeResult, getMethod.decodeResult),
  codecCase('list request', fc.tuple(finite), listMethod.encodeArgs, listMethod.decodeArgs),
  codecCase('list answer', several(anyCatalogEntry()), listMethod.encodeResult, listMethod.decodeResult),
  codecCase('rename request', fc.tuple(text, text), renameMethod.encodeArgs, renameMethod.decodeArgs),
  codecCase('rename answer', anyCatalogEntry(), renameMethod.encodeResult, renameMethod.decodeResult),
  errorCase('CatalogEntryNotFound', anyCatalogEntryNotFound(), catalogEntryNotFoundCodec),
];
