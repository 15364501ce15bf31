/** A column that is compared by another collation than its own. */
export function collated({ quoted, collation }: { readonly quoted: string; readonly collation?: string | undefined }): string {
  return collation === undefined ? quoted : `${quoted} collate ${collation}`
}
