import type { TestDatabase } from './databases.js'

/** Creates tables that show the shapes of keys and relations seedkit has to deal with. */
export async function createBlogSchema(db: TestDatabase): Promise<void> {
  const t = db.types
  await db.run(
    `create table teams (id ${t.id}, name varchar(100) not null)`,
    `create table users (
      id ${t.id}, name varchar(100) not null, email varchar(190) not null, role varchar(20) not null default 'member',
      team_id int null, created_at ${t.instant} default ${t.now},
      constraint users_email_unique unique (email),
      constraint users_team_id_foreign foreign key (team_id) references teams (id))`,
    `create table posts (
      id ${t.id}, title varchar(200) not null, user_id int not null, editor_id int null,
      published ${t.boolean} not null default ${t.false}, created_at ${t.instant} default ${t.now},
      constraint posts_user_id_foreign foreign key (user_id) references users (id),
      constraint posts_editor_id_foreign foreign key (editor_id) references users (id))`,
    `create table comments (
      id ${t.id}, body ${t.text} not null, post_id int not null, user_id int null,
      constraint comments_post_id_foreign foreign key (post_id) references posts (id),
      constraint comments_user_id_foreign foreign key (user_id) references users (id))`,
    `create table films (film_id ${t.id}, title varchar(200) not null)`,
    `create table reviews (
      id ${t.id}, film_id int not null, stars int not null,
      constraint reviews_film_id_foreign foreign key (film_id) references films (film_id),
      constraint reviews_stars_check check (stars between 1 and 5))`,
    `create table devices (id ${t.uuid} not null primary key, name varchar(100) not null)`,
    `create table readings (
      device_id ${t.uuid} not null, measure ${t.double} not null, taken_at ${t.instant} default ${t.now},
      constraint readings_device_id_foreign foreign key (device_id) references devices (id))`,
    `create table orders (
      tenant_id int not null, number int not null, customer varchar(100) not null, primary key (tenant_id, number))`,
    `create table order_lines (
      id ${t.id}, tenant_id int not null, order_number int not null, product varchar(100) not null,
      constraint order_lines_order_foreign foreign key (tenant_id, order_number) references orders (tenant_id, number))`,
  )
}
