//! Every published table, column and code list, declared once
