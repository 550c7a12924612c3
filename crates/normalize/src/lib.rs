//! Articles to tables; explain, check, evaluate
