-- A library: everything a schema on SQLite can have that factories have to cope with.
create table libraries (
  library_id integer primary key,
  name text not null unique,
  head_id integer not null references librarians (librarian_id)
);
create table librarians (
  librarian_id integer primary key,
  library_id integer not null references libraries (library_id),
  name text not null,
  email varchar(80) not null unique,
  rank text not null default 'junior' check (rank in ('junior', 'senior', 'chief'))
);
create table shelves (
  library_id integer not null references libraries (library_id),
  code varchar(6) not null,
  floor integer not null check (floor between 0 and 5),
  primary key (library_id, code)
) without rowid;
create table authors (id integer primary key autoincrement, name text not null, born_on date, email varchar(80));
create table books (
  isbn char(13) primary key not null,
  title text not null,
  library_id integer not null,
  shelf_code varchar(6) not null,
  price decimal(8, 2) not null check (price > 0),
  pages integer check (pages > 0),
  sequel_to char(13) references books (isbn),
  added_at datetime not null default current_timestamp,
  title_length integer generated always as (length(title)) virtual,
  foreign key (library_id, shelf_code) references shelves (library_id, code)
);
create table author_book (
  author_id integer not null references authors (id),
  isbn char(13) not null references books (isbn),
  created_at datetime not null default current_timestamp,
  updated_at datetime not null default current_timestamp,
  position integer not null default 1,
  primary key (author_id, isbn)
);
create table members (
  id integer primary key,
  first_name text not null,
  last_name text not null,
  born_on date not null,
  card_no varchar(10) not null unique,
  guardian_id integer references members (id),
  check (guardian_id is null or guardian_id <> id)
);
create table loans (
  id integer primary key,
  isbn char(13) not null references books (isbn),
  member_id integer not null references members (id),
  state text not null check (state in ('out', 'back', 'lost')),
  lent_at datetime not null,
  due_at datetime not null,
  returned_at datetime,
  check (lent_at < due_at),
  check (state <> 'back' or returned_at is not null)
);
create table fines (loan_id integer primary key references loans (id), amount numeric not null check (amount > 0 and amount <= 100), paid boolean not null default 0);
create table friendships (
  left_id integer not null references members (id),
  right_id integer not null references members (id),
  primary key (left_id, right_id),
  check (left_id <> right_id)
);
create table reviews (
  isbn char(13) not null references books (isbn),
  member_id integer not null references members (id),
  stars integer not null check (stars >= 1 and stars <= 5),
  body text,
  primary key (isbn, member_id)
);
-- Either a book or an author.
create table tags (
  id integer primary key,
  label text not null,
  isbn char(13) references books (isbn),
  author_id integer references authors (id),
  check ((isbn is null) <> (author_id is null))
);
create table "order" ("select" integer primary key, "from" text not null, "group by" integer not null default 0);
create table "Weird Table" ("Id" integer primary key, "User Name" text not null, "it's" varchar(10), "ORDER_SELECT" integer references "order" ("select"));
create table [BRACKETS] ([A B] text primary key not null, untyped);
create table events (at datetime not null default current_timestamp, kind text check (kind in ('in', 'out')), line text not null);
create table switches (is_on boolean primary key not null, note text);
create virtual table book_texts using fts5(title, body);
