//! For tests: the smallest possible MMDB file, with one record for all addresses.

/// A value of a record.
#[derive(Clone)]
pub(crate) enum Sample {
    Text(&'static str),
    Double(f64),
    Float(f32),
    Short(u16),
    Number(u32),
    Long(u64),
    Flag(bool),
    Map(Vec<(&'static str, Sample)>),
    List(Vec<Sample>),
}

/// A database file with one record for every address of the IP version and below.
pub(crate) fn database(ip_version: u16, kind: &'static str, record: &Sample) -> Vec<u8> {
    use Sample::{Long, Map, Number, Short, Text};
    // One node, both of whose sides lead to the first record (1 node + 16 bytes between + offset 0).
    let mut file = [0, 0, 17, 0, 0, 17].to_vec();
    file.extend([0; 16]);
    write(&mut file, record);
    file.extend(b"\xab\xcd\xefMaxMind.com");
    let metadata = Map(vec![
        ("binary_format_major_version", Short(2)),
        ("binary_format_minor_version", Short(0)),
        ("build_epoch", Long(1_790_000_000)),
        ("database_type", Text(kind)),
        ("description", Map(vec![("en", Text("test"))])),
        ("ip_version", Short(ip_version)),
        ("languages", Sample::List(vec![Text("en")])),
        ("node_count", Number(1)),
        ("record_size", Short(24)),
    ]);
    write(&mut file, &metadata);
    file
}

fn write(file: &mut Vec<u8>, value: &Sample) {
    match value {
        Sample::Text(text) => {
            control(file, 2, text.len());
            file.extend(text.as_bytes());
        }
        Sample::Double(number) => {
            control(file, 3, 8);
            file.extend(number.to_be_bytes());
        }
        Sample::Float(number) => {
            control(file, 15, 4);
            file.extend(number.to_be_bytes());
        }
        Sample::Short(number) => {
            control(file, 5, 2);
            file.extend(number.to_be_bytes());
        }
        Sample::Long(number) => {
            control(file, 9, 8);
            file.extend(number.to_be_bytes());
        }
        Sample::Number(number) => {
            control(file, 6, 4);
            file.extend(number.to_be_bytes());
        }
        Sample::Flag(flag) => control(file, 14, usize::from(*flag)),
        Sample::Map(entries) => {
            control(file, 7, entries.len());
            for (key, value) in entries {
                write(file, &Sample::Text(key));
                write(file, value);
            }
        }
        Sample::List(elements) => {
            control(file, 11, elements.len());
            for element in elements {
                write(file, element);
            }
        }
    }
}

/// The byte before a value: type and size. Types from 8 on take a second byte.
fn control(file: &mut Vec<u8>, kind: u8, size: usize) {
    let (size, further) = if size < 29 { (size, None) } else { (29, Some(size - 29)) };
    let size = u8::try_from(size).unwrap();
    match kind {
        8.. => file.extend([size, kind - 7]),
        _ => file.push(kind << 5 | size),
    }
    file.extend(further.map(|further| u8::try_from(further).unwrap()));
}
