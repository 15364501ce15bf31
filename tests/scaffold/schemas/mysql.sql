-- A clinic: everything a schema on MySQL and MariaDB can have that factories have to cope with.
create table clinics (
  clinic_no int unsigned auto_increment primary key,
  name varchar(80) not null unique,
  head_id bigint unsigned not null,
  opened year not null,
  location point null
);
create table doctors (
  id bigint unsigned auto_increment primary key,
  clinic_no int unsigned not null,
  first_name varchar(40) not null,
  last_name varchar(40) not null,
  email varchar(80) not null,
  rank enum('junior', 'senior', 'chief') not null default 'junior',
  days set('mon', 'tue', 'wed', 'thu', 'fri') not null,
  full_name varchar(81) as (concat(first_name, ' ', last_name)) stored,
  active tinyint(1) not null default 1,
  unique key doctors_email (email),
  constraint doctors_clinic foreign key (clinic_no) references clinics (clinic_no)
);
alter table clinics add constraint clinics_head foreign key (head_id) references doctors (id);

create table patients (
  clinic_no int unsigned not null,
  file_no int unsigned not null,
  name varchar(100) not null,
  born_on date not null,
  blood_type char(3) null check (blood_type in ('A', 'B', 'AB', '0')),
  insurance json null,
  primary key (clinic_no, file_no),
  foreign key (clinic_no) references clinics (clinic_no)
);
create table drugs (atc_code varchar(7) primary key, name varchar(60) not null unique, price decimal(8, 2) not null check (price > 0));
create table visits (
  visit_id int auto_increment primary key,
  clinic_no int unsigned not null,
  file_no int unsigned not null,
  doctor_id bigint unsigned not null,
  starts_at datetime not null,
  ends_at datetime not null,
  note text null,
  state varchar(10) not null default 'planned',
  cancelled_at datetime null,
  foreign key (clinic_no, file_no) references patients (clinic_no, file_no),
  foreign key (doctor_id) references doctors (id),
  check (starts_at < ends_at),
  check (state in ('planned', 'done', 'cancelled')),
  check (state <> 'cancelled' or cancelled_at is not null)
);
-- The key is the foreign key.
create table bills (visit_id int primary key, total decimal(10, 2) not null, paid tinyint(1) not null default 0, foreign key (visit_id) references visits (visit_id));
-- Pairs with a key that counts, and with a column that has to be given.
create table doctor_skill (
  id int auto_increment primary key,
  doctor_id bigint unsigned not null,
  skill_code varchar(10) not null,
  since date null,
  created_at datetime not null default current_timestamp,
  updated_at datetime not null default current_timestamp on update current_timestamp,
  unique key doctor_skill_pair (doctor_id, skill_code),
  foreign key (doctor_id) references doctors (id)
);
create table skills (code varchar(10) primary key, label varchar(60) not null, parent_code varchar(10) null, foreign key (parent_code) references skills (code));
alter table doctor_skill add foreign key (skill_code) references skills (code);
create table prescriptions (
  visit_id int not null,
  atc_code varchar(7) not null,
  doses tinyint unsigned not null,
  primary key (visit_id, atc_code),
  foreign key (visit_id) references visits (visit_id),
  foreign key (atc_code) references drugs (atc_code)
);
create table referrals (
  id int auto_increment primary key,
  from_doctor bigint unsigned not null,
  to_doctor bigint unsigned not null,
  reason varchar(200) not null,
  foreign key (from_doctor) references doctors (id),
  foreign key (to_doctor) references doctors (id),
  check (from_doctor <> to_doctor)
);
-- Either a doctor or a clinic.
create table contracts (
  id int auto_increment primary key,
  doctor_id bigint unsigned null,
  clinic_no int unsigned null,
  signed_on date not null,
  foreign key (doctor_id) references doctors (id),
  foreign key (clinic_no) references clinics (clinic_no),
  check (doctor_id is null and clinic_no is not null or doctor_id is not null and clinic_no is null)
);
create table measurements (
  device int not null,
  taken_on date not null,
  value double not null,
  primary key (device, taken_on)
) partition by range columns (taken_on) (
  partition y2024 values less than ('2025-01-01'),
  partition y2025 values less than ('2026-01-01')
);
create table `order` (`select` int auto_increment primary key, `from` varchar(30) not null, `group by` int not null default 0);
create table `Weird Table` (
  `Id` int auto_increment primary key,
  `User Name` varchar(40) not null,
  `it's` varchar(10) null,
  `ORDER_SELECT` int null,
  `Code` binary(16) null,
  foreign key (`ORDER_SELECT`) references `order` (`select`)
);
create table settings (`key` varchar(40) primary key, `value` longtext not null check (json_valid(`value`)));
create table switches (is_on tinyint(1) primary key, note varchar(50) null);
