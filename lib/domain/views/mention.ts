/** A comment that names a person. */
export interface MentionView {
  readonly commentId: string;
  readonly by: string;
  readonly at: string;
  /** The beginning of what was said. */
  readonly excerpt: string;
  readonly isSeen: boolean;
  /** What the comment is on, and the address where it stands. */
  readonly label: string;
  readonly href: string;
}
