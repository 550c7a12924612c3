//! `table!`, the one macro of the workspace: it reads the schema off a documented struct or enum.
//!
//! It deliberately adds nothing that is not written in the declaration: no renaming, no hidden columns.

/// Declares a published table (`pub struct Row in table { .. }`) or a closed code list
/// (`pub enum List in name default Variant { .. }`).
macro_rules! table {
    (
        $(#[doc = $doc:literal])+
        pub struct $row:ident in $table:ident {
            key $key:tt;
            order [$($order:ident),+];
            $(reference [$($column:ident),+] -> $target:ident [$($target_column:ident),+];)*
            $(
                $(#[doc = $field_doc:literal])+
                pub $field:ident: $type:ty,
            )+
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $row {
            $($(#[doc = $field_doc])+ pub $field: $type,)+
        }

        // The constant is spelled like the column, so that a search for a column's name finds its uses.
        #[allow(non_upper_case_globals)]
        impl $row {
            $(
                #[doc = concat!("Name of the column `", stringify!($field), "`.")]
                pub const $field: &'static str = stringify!($field);
            )+
        }

        impl $crate::Table for $row {
            const NAME: &'static str = stringify!($table);
            const DESCRIPTION: &'static str = concat!($($doc),+).trim_ascii();
            const COLUMNS: &'static [$crate::Column] = &[
                $($crate::Column {
                    name: $row::$field,
                    description: concat!($($field_doc),+).trim_ascii(),
                    kind: <$type as $crate::Field>::KIND,
                    nullable: <$type as $crate::Field>::NULLABLE,
                },)+
            ];
            const KEY: &'static [&'static str] = table!(@names $row $key);
            const ORDER: &'static [&'static str] = &[$($row::$order),+];
            const REFERENCES: &'static [$crate::Reference] = &[
                $($crate::Reference {
                    columns: &[$($row::$column),+],
                    table: stringify!($target),
                    targets: &[$(stringify!($target_column)),+],
                },)*
            ];

            fn cells(&self) -> Vec<$crate::Value<'_>> {
                vec![$($crate::Field::value(&self.$field)),+]
            }

            fn from_cells(cells: &[$crate::Value<'_>]) -> Result<Self, $crate::CellError> {
                let mut pairs = Self::COLUMNS.iter().zip(cells.iter().copied());
                let row = Self {
                    $($field: match pairs.next() {
                        Some((column, value)) => $crate::Field::from_value(value)
                            .ok_or_else(|| $crate::CellError::wrong(column, value))?,
                        None => return Err($crate::CellError::Count {
                            expected: Self::COLUMNS.len(),
                            found: cells.len(),
                        }),
                    },)+
                };
                if cells.len() == Self::COLUMNS.len() {
                    Ok(row)
                } else {
                    Err($crate::CellError::Count {
                        expected: Self::COLUMNS.len(),
                        found: cells.len(),
                    })
                }
            }
        }
    };

    (@names $row:ident [$($name:ident),*]) => { &[$($row::$name),*] };

    (
        $(#[doc = $doc:literal])+
        pub enum $list:ident in $name:ident default $default:ident {
            $(
                $(#[doc = $code_doc:literal])+
                $variant:ident = $code:literal,
            )+
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $list {
            $($(#[doc = $code_doc])+ $variant,)+
        }

        impl Default for $list {
            fn default() -> Self {
                Self::$default
            }
        }

        impl $crate::CodeList for $list {
            const NAME: &'static str = stringify!($name);
            const DESCRIPTION: &'static str = concat!($($doc),+).trim_ascii();
            const INFO: &'static $crate::CodeListInfo = &$crate::CodeListInfo {
                name: stringify!($name),
                description: concat!($($doc),+).trim_ascii(),
                entries: &[
                    $($crate::CodeEntry {
                        code: $code,
                        description: concat!($($code_doc),+).trim_ascii(),
                    },)+
                ],
            };

            fn all() -> &'static [Self] {
                &[$(Self::$variant),+]
            }
            fn code(self) -> &'static str {
                Self::INFO.entries[self as usize].code
            }
            fn describe(self) -> &'static str {
                Self::INFO.entries[self as usize].description
            }
            fn from_code(code: &str) -> Option<Self> {
                match code {
                    $($code => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }

        impl $crate::Field for $list {
            const KIND: $crate::Kind = $crate::Kind::List(<Self as $crate::CodeList>::INFO);
            fn value(&self) -> $crate::Value<'_> {
                $crate::Value::Text($crate::CodeList::code(*self))
            }
            fn from_value(value: $crate::Value<'_>) -> Option<Self> {
                match value {
                    $crate::Value::Text(code) => $crate::CodeList::from_code(code),
                    _ => None,
                }
            }
        }

        impl std::fmt::Display for $list {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($crate::CodeList::code(*self))
            }
        }
    };
}
