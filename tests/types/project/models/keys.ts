// self-relation, other keys, composite keys, no key.
import { Factory, type Attributes, type Insertable } from 'seedkit'

export interface Employee { id: number; name: string; manager_id: number | null }
export class EmployeeFactory extends Factory<Employee> {
  readonly table = 'employees'
  readonly relations = {
    manager: this.belongsTo(() => EmployeeFactory, 'manager_id'),
    reports: this.hasMany(() => EmployeeFactory, 'manager_id'),
  }
  definition(): Attributes<Insertable<Employee>> { return { name: 'e' } }
  managed() { return this.state({ manager_id: this.factory(EmployeeFactory) }) }
}

export interface Device { uuid: string; serial: number }
export interface Reading { device_uuid: string; at: Date; value: number }
export class DeviceFactory extends Factory<Device> {
  readonly table = 'devices'
  override readonly primaryKey = 'uuid'
  readonly relations = { readings: this.hasMany(() => ReadingFactory, 'device_uuid') }
  definition(): Attributes<Insertable<Device>> { return { uuid: 'u', serial: 1 } }
}
export class ReadingFactory extends Factory<Reading> {
  readonly table = 'readings'
  override readonly primaryKey = []
  readonly relations = { device: this.belongsTo(() => DeviceFactory, 'device_uuid') }
  definition(): Attributes<Insertable<Reading>> { return { device_uuid: this.factory(DeviceFactory), at: new Date(), value: 1 } }
}

export interface Order { tenant_id: string; number: number; total: number }
export interface Line { id: number; tenant_id: string; order_number: number; sku: string }
export class OrderFactory extends Factory<Order> {
  readonly table = 'orders'
  override readonly primaryKey = ['tenant_id', 'number'] as const
  readonly relations = { lines: this.hasMany(() => LineFactory, ['tenant_id', 'order_number']) }
  definition(): Attributes<Insertable<Order>> { return { tenant_id: 't', number: 1, total: 2 } }
}
export class LineFactory extends Factory<Line> {
  readonly table = 'lines'
  readonly relations = { order: this.belongsTo(() => OrderFactory, ['tenant_id', 'order_number']) }
  definition(): Attributes<Insertable<Line>> { return { tenant_id: this.factory(OrderFactory), order_number: this.factory(OrderFactory), sku: 's' } }
}
